import ArgumentParser
import ScriptRuntime

/// `darkroom params FILE`: lists what can be set with `--set`.
struct ParamsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "params", abstract: "List a script's params, with their types, defaults and descriptions.")

  @Argument(help: ArgumentHelp("A script; - is standard input.", valueName: "file")) var file: String

  mutating func run() throws {
    let script = try ScriptFile.named(file)
    let console = Console(options: try SessionOptions.parse([]), scriptFolder: script.folder, figureName: script.title)
    let report = console.session.check(script.source)
    let rows = report.parameters.map { parameter in
      ["\(parameter.name) = \(parameter.defaultText)", "\(parameter.type)", parameter.description ?? ""]
    }
    guard !rows.isEmpty else { return console.output.display("\(script.source.name) has no params") }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = (0..<2).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
      console.output.display((cells + [row[2]]).joined(separator: "  ").trimmedEnd)
    }
  }
}

extension String {
  /// The text without the spaces at its end.
  var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
