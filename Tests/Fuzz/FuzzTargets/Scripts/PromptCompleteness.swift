import LineEditing
import ScriptRuntime

/// What an entry is to the line editor, as the session sees it.
enum PromptCompleteness {
  static func of(_ text: String) -> Completeness {
    switch Session.completeness(of: text) {
    case .complete: .complete
    case .incomplete(let indent): .incomplete(indent: indent.count)
    case .open(let indent): .open(mark: "\\", indent: indent.count)
    case .wrong: .wrong
    }
  }
}
