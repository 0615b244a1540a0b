import Basics
import Datasets
import ScriptLanguage

/// A path where `load` takes the name of a data set, as in `load photos` or `load images photos`.
enum LoadedPath {
  /// A mistake in a `load`, with the line that was meant where it is about a path.
  static func cure(_ problem: Diagnostic, in command: Command, _ workspace: Workspace) -> Diagnostic {
    guard let place = command.arguments.firstIndex(where: { $0.range == problem.range }), place < 2 else {
      return problem
    }
    let argument = command.arguments[place]
    let path = argument.writtenText ?? String(argument.range.text)
    guard workspace.existing(path) != nil || path.contains("/") else { return problem }
    let dataset = place == 1 ? command.arguments[0].range.text : source(of: path)
    let options = command.options.map(\.range.text)
    var cured = Diagnostic(
      at: problem.range, "`load` takes \(place == 0 ? "the name of a data set" : "one name"), and this is a path",
      expected: "`" + (["load \(dataset) path=\"\(path)\""] + options).joined(separator: " ") + "`")
    cured.notes = problem.notes
    return cured
  }

  /// What reads a file, as its ending tells.
  private static func source(of path: String) -> String {
    [".npy", ".npz"].contains { path.hasSuffix($0) } ? ArrayFile.declaration.name : ImageFiles.declaration.name
  }
}

extension Expression {
  /// The text that it is, where no value is put into it; nil of anything else.
  fileprivate var writtenText: String? {
    switch kind {
    case .text(let template), .bareText(let template): template.literal
    case .word(let word): word
    default: nil
    }
  }
}
