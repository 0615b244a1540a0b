import ArgumentParser
import Benchmarks
import Notebooks
import ScriptLanguage
import ScriptRuntime
import TerminalPictures

/// What the shell's Tab offers for arguments; what only the program knows is asked of it then.
extension CompletionKind {
  /// Scripts.
  static let script = CompletionKind.file(extensions: ["darkroom"])

  /// Figures of every format, and explorers.
  static let figure = CompletionKind.file(extensions: ["png", "svg", "pdf", "gif", "apng", "html"])

  /// Scripts and notebooks.
  static let notebook = CompletionKind.file(extensions: NotebookFormat.allCases.map { String($0.rawValue.dropFirst()) })

  /// Reports.
  static let report = CompletionKind.file(extensions: Export.Format.allCases.map(\.rawValue))

  /// How figures are shown.
  static let pictures = CompletionKind.list(["auto"] + PictureProtocol.allCases.map(\.rawValue))

  /// Parts of the benchmark.
  static let benchmark = CompletionKind.list(Report.Part.allCases.map(\.rawValue))

  /// Networks of the benchmark.
  static let architecture = CompletionKind.list(ArchitectureTable.names)

  /// Commands of the script language.
  static let command = CompletionKind.custom { _, _, _ in CommandTable.rows.map(\.name) }

  /// What there is help on.
  static let topic = CompletionKind.custom { _, _, _ in
    HelpPage.topics + DarkroomCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// The params of the scripts on the line, each with the `=` that a value follows; behind it what it may be set to.
  static let assignment = CompletionKind.custom { words, place, _ in
    let parameters = words.filter { $0.hasSuffix(".darkroom") }
      .flatMap { (try? ScriptFile(path: $0))?.parameters ?? [] }
    let typed = words.indices.contains(place) ? words[place] : ""
    if let sign = typed.firstIndex(of: "="), let parameter = parameters.first(where: { $0.name == typed[..<sign] }) {
      return parameter.choices.map { "\(parameter.name)=\($0)" }
    }
    var names: [String] = []
    for name in parameters.map(\.name) where !names.contains(name) { names.append(name) }
    return names.map { $0 + "=" }
  }
}
