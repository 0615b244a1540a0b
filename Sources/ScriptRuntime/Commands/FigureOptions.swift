import Figures
import ScriptLanguage

/// The options of all commands that draw, and what they do.
enum FigureOptions {
  /// What every command that draws takes.
  static let all = [saving, title, size, resolution]

  static let saving = CommandParameter(
    "save", .list(.writing(endings: FigureFormat.allCases.map(\.rawValue))),
    "the files to write, each in the format of its ending")
  static let title = CommandParameter("title", .text, "what stands above the figure")
  static let size = CommandParameter(
    "size",
    .either(.choice(PageSize.presets.map { ParameterKind.Choice($0.word, $0.summary) }), .pageSize),
    "the width, or width and height, on paper; what suits the figure if not given")
  static let resolution = CommandParameter(
    "dpi", .number(10...2400), default: "192", unit: "pixels an inch", "how fine files of pixels are")

  /// Notes the files that a call will write.
  static func check(_ call: Call, _ foresight: Foresight) -> Value {
    for path in call.texts("save") { foresight.writes(path) }
    if call.all("save").contains(where: \.isForeseen) { foresight.writes(nil) }
    return .foreseen(.figure)
  }

  /// The size that a call asks for.
  static func size(of call: Call) -> FigureSize {
    let page = call.text("size").flatMap(PageSize.init)
    return FigureSize(width: page?.width, height: page?.height, resolution: call.number("dpi") ?? 192)
  }
}
