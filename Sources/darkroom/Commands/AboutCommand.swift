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
      same version, makes the same figure again.
      """)

  @Argument(help: ArgumentHelp("A figure: PNG, SVG, PDF, GIF or APNG, or an explorer.", valueName: "figure"))
  var figures: [String]

  mutating func run() throws {
    var isWrong = false
    var gap = ""
    for path in figures {
      do {
        let text = Self.text(try FigureFile.metadata(of: FileContents.bytes(of: path)))
        Terminal(descriptor: 1, allowsColor: false).write(gap + DiagnosticRenderer.printable(path) + "\n" + text)
        gap = "\n"
      } catch {
        isWrong = true
        Terminal(descriptor: 2, allowsColor: false).write(
          "darkroom: error: \(DiagnosticRenderer.printable(path)): \(Self.reason(error))\n")
      }
    }
    if isWrong { throw ExitStatus.failed.asError }
  }

  private static func reason(_ error: any Error) -> String {
    (error as? FigureFile.Problem)?.description ?? ScriptFile.reason(error)
  }

  /// What is known, a line each.
  private static func text(_ metadata: FigureMetadata) -> String {
    let provenance = metadata.provenance
    var rows: [(String, String?)] = [("title", metadata.title), ("caption", metadata.caption)]
    rows += [("script", provenance.script)]
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
