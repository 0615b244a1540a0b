import ArgumentParser
import Basics
import ScriptRuntime

/// `darkroom params FILE`: lists what can be set with `--set`.
struct ParamsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "params", abstract: "List a script's params, with their types, defaults and descriptions.")

  @Argument(help: ArgumentHelp("A script; - is standard input.", valueName: "file"), completion: .script)
  var file: String
  @Flag(name: .long, help: "Print them as JSON.") var json = false

  mutating func run() throws {
    let script = try ScriptFile.named(file)
    let parameters = script.parameters
    let output = Terminal(descriptor: 1, allowsColor: false)
    if json { return output.write(JSONValue.list(parameters.map(\.json)).lines) }
    guard !parameters.isEmpty else { return output.write("\(script.source.name) has no params\n") }
    let rows = parameters.map { parameter in
      ["\(parameter.name) = \(parameter.defaultText)", "\(parameter.type)", parameter.description ?? ""]
    }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = (0..<2).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
      output.write((cells + [row[2]]).joined(separator: "  ").trimmedEnd + "\n")
    }
  }
}

extension ScriptFile {
  /// The script's params, as far as it can be read.
  var parameters: [ScriptParameter] {
    guard let options = try? SessionOptions.parse([]) else { return [] }
    let settings = options.settings(in: Surroundings(), scriptFolder: folder)
    return Session(settings: settings, output: SilentOutput()).check(source).parameters
  }
}

extension ScriptParameter {
  fileprivate var json: JSONValue {
    [
      "name": .text(name), "type": .text("\(type)"), "default": .text(defaultText),
      "choices": .list(choices.map(JSONValue.text)),
      "description": description.map(JSONValue.text) ?? .null,
    ]
  }
}

extension JSONValue {
  /// The value as the program prints it: indented, with the end of its last line.
  var lines: String { json(.indented(2)) + "\n" }
}

extension String {
  /// The text without the spaces at its end.
  var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
