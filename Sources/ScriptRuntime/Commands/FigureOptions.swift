import Figures
import ScriptLanguage

/// The options of all commands that draw, and what they do.
enum FigureOptions {
  static let saving = CommandParameter(
    "save", .list(.writing(endings: FigureFormat.allCases.map(\.rawValue))),
    "the files to write, each in the format of its ending")
  static let title = CommandParameter("title", .text, "what stands above the figure")

  /// Notes the files that a call will write.
  static func check(_ call: Call, _ foresight: Foresight) -> Value {
    for path in call.texts("save") { foresight.writes(path) }
    if call.all("save").contains(where: \.isForeseen) { foresight.writes(nil) }
    return .foreseen(.figure)
  }
}
