import ArgumentParser
import Basics
import Figures
import ScriptLanguage

/// `darkroom about FIGURE…`: tells what made a figure.
struct AboutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "about", abstract: "Tell what made a figure: script, params, seed and version.",
    discussion: """
      Every figure that Darkroom writes carries what made it. The same script with the same params and seed, run by the \
      same version, makes the same figure again. The script itself is in figures of `darkroom run --keep-script`.
      """)

  @Argument(
    help: ArgumentHelp("A figure: PNG, SVG, PDF, GIF or APNG, or an explorer.", valueName: "figure"),
    completion: .figure)
  var figures: [String]

  @Flag(name: .long, help: "Print the script that made it, where the figure holds it, and nothing else.")
  var script = false

  @Flag(name: .long, help: "Print what is known as JSON, a member of a list for each figure.") var json = false

  mutating func validate() throws {
    if script, json { throw ValidationError("--json tells the script too; expected it or --script.") }
    if script, figures.count > 1 { throw ValidationError("--script is of one figure, and gets \(figures.count).") }
  }

  mutating func run() throws {
    let output = Terminal(descriptor: 1, allowsColor: false)
    var isWrong = false
    var gap = ""
    var members: [JSONValue] = []
    for path in figures {
      do {
        let metadata = try FigureFile.metadata(of: FileContents.bytes(of: path))
        if json {
          members.append(metadata.value(path: path))
        } else if script {
          output.write(try Self.scriptText(in: metadata))
        } else {
          output.write(gap + DiagnosticRenderer.printable(path) + "\n" + Self.text(metadata))
        }
        gap = "\n"
      } catch {
        isWrong = true
        members.append(["file": .text(path), "error": .text(Self.reason(error))])
        Complaint.tell("\(DiagnosticRenderer.printable(path)): \(Self.reason(error))")
      }
    }
    if json { output.write(JSONValue.list(members).lines) }
    if isWrong { throw ExitStatus.failed.asError }
  }

  /// The script that a figure holds, with the end of its last line. A terminal obeys control characters, and it may come
  /// from anywhere.
  private static func scriptText(in metadata: FigureMetadata) throws -> String {
    guard let text = metadata.provenance.scriptText else {
      throw ScriptNotKept(name: metadata.provenance.script)
    }
    guard Terminal(descriptor: 1, allowsColor: false).isInteractive else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { DiagnosticRenderer.printable(String($0)) }.joined(separator: "\n")
  }

  private static func reason(_ error: any Error) -> String {
    (error as? FigureFile.Problem)?.description ?? (error as? ScriptNotKept)?.description ?? ScriptFile.reason(error)
  }

  /// What is known, a line each.
  private static func text(_ metadata: FigureMetadata) -> String {
    let provenance = metadata.provenance
    var rows: [(String, String?)] = [("title", metadata.title), ("caption", metadata.caption)]
    let kept = provenance.scriptText == nil ? "" : ", whose text is in it: --script prints it"
    rows += [("script", provenance.script.map { $0 + kept })]
    rows += provenance.parameters.map { ("param", "\($0.name) = \($0.value)") }
    // A loop may start from the same seed again and again.
    var seeds: [UInt64] = []
    for seed in provenance.seeds where !seeds.contains(seed) { seeds.append(seed) }
    let told = seeds.map { String($0) }.joined(separator: ", ")
    rows += [
      (seeds.count == 1 ? "seed" : "seeds", told.isEmpty ? nil : told), ("version", provenance.program),
      ("date", metadata.date),
    ]
    return rows.reduce(into: "") { text, row in
      guard let value = row.1 else { return }
      let gap = String(repeating: " ", count: 9 - row.0.count)
      // The file may come from anywhere, and a terminal obeys control characters.
      text += "  \(row.0)\(gap)\(DiagnosticRenderer.printable(value))\n"
    }
  }
}

/// A figure without the script that made it.
private struct ScriptNotKept: Error, CustomStringConvertible {
  let name: String?

  var description: String {
    let name = name.map { " but its name, \(DiagnosticRenderer.printable($0))" } ?? ""
    return "it holds nothing of the script\(name); `darkroom run --keep-script` keeps the text in its figures"
  }
}

extension FigureMetadata {
  /// What is known of the figure in a file, for other programs.
  fileprivate func value(path: String) -> JSONValue {
    guard var value = try? JSONValue(json: json.utf8) else { return .null }
    value["file"] = .text(path)
    return value
  }
}
