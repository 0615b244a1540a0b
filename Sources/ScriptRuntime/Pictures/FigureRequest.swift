import Basics
public import Figures
public import Options
import ScriptLanguage

/// What all commands that draw are asked alike: what stands around the figure, its size and colours, and its files.
struct FigureRequest {
  static let save = OptionKey<[String]>(
    "save", .list(.writing(endings: FigureFormat.allCases.map(\.rawValue))),
    "the files to write, each in the format of its ending")
  static let title = OptionKey<String>("title", .text, "what stands above the figure")
  static let caption = OptionKey<String>(
    "caption", .text, "what stands below the figure, in as many lines as it takes")
  static let size = OptionKey<PageSize>(
    "size", .either(.choice(PageSize.presets), .pageSize),
    "the width, or width and height, on paper; what suits the figure if not given")
  static let resolution = OptionKey<Double>(
    "dpi", .number(NumberRange(10, 2400)), default: 192, unit: "pixels an inch", "how fine files of pixels are")
  static let theme = OptionKey<Theme>(
    "theme", .choice(Theme.all.map { OptionChoice($0.name, $0.summary) }), default: .text(Theme.light.name),
    "the colours it is drawn in")

  /// The options, in the order in which help lists them.
  static let options: [any OptionDeclaring] = [save, title, caption, size, resolution, theme]

  /// What stands above the figure.
  let title: String?
  /// The colours it is drawn in.
  let theme: Theme
  /// The files to write.
  let paths: [String]
  /// The command that draws.
  let call: Call
  private let caption: String?
  private let size: FigureSize

  /// Throws where the files cannot be written, or the figure cannot have its size.
  init(_ call: Call) throws {
    try Self.check(call)
    self.call = call
    title = try call[ifGiven: Self.title]
    caption = try call[ifGiven: Self.caption]
    theme = try call[Self.theme]
    paths = try call[ifGiven: Self.save] ?? []
    let page = try call[ifGiven: Self.size]
    size = FigureSize(width: page?.width, height: page?.height, resolution: try call[Self.resolution])
  }

  /// Throws what is wrong with a request, as far as it is known.
  static func check(_ call: Call) throws {
    let paths = (call.elements(save) ?? []).compactMap(\.self)
    for path in paths {
      if let obstacle = call.settings.workspace.obstacle(to: path) { throw call.error(at: save, "\(obstacle)") }
    }
    guard let page = call.known(size), let resolution = call.known(resolution) else { return }
    // Files of lines count in points.
    let formats = paths.compactMap { try? FigureFormat(path: $0) }
    let isMadeOfPixels = formats.isEmpty || formats.contains { ![.svg, .pdf].contains($0) }
    let sides = [page.width, page.height].compactMap { $0.map { $0 * (isMadeOfPixels ? max(resolution, 72) : 72) } }
    guard sides.allSatisfy({ $0 <= Double(FigureError.largestSide) }) else {
      throw call.error(
        at: size, "no side of a figure has more than \(FigureError.largestSide) \(isMadeOfPixels ? "pixels" : "points")"
      )
    }
    if isMadeOfPixels, sides.count == 2, sides[0] * sides[1] > FigureError.largestArea {
      throw call.error(
        at: size, "\(FigureError.areaOutOfRange(width: sides[0].rounded(), height: sides[1].rounded()))")
    }
  }

  /// Notes the files that a call will write.
  static func noteFiles(of call: Call, _ foresight: Foresight) {
    guard call.isGiven(save) else { return }
    for path in call.elements(save) ?? [nil] { foresight.writes(path) }
  }

  /// `figure` in the size, the colours and with the caption that are asked for.
  func dressed(_ figure: Figure) -> Figure {
    var figure = figure
    figure.size = size
    figure.theme = theme
    figure.caption = caption
    return figure
  }

  /// What went wrong with a figure, told of the option that asked for it.
  func diagnostic(of error: any Error) -> Diagnostic {
    switch error {
    case FigureError.cannotWrite, FigureError.unknownEnding, is WorkspaceError:
      call.error(at: Self.save, "\(error)")
    case FigureError.sizeOutOfRange, FigureError.areaOutOfRange, FigureError.noRoom, FigureError.tooManyPixels:
      call.error(at: Self.size, "\(error)")
    case FigureError.resolutionOutOfRange: call.error(at: Self.resolution, "\(error)")
    default: call.error("\(error)")
    }
  }

  /// What there is to say of characters that the font lacks; nil where it has them all.
  func fontWarning(for figure: Figure) throws -> Diagnostic? {
    let missing = try figure.charactersWithoutShape()
    guard !missing.isEmpty else { return nil }
    let shown = missing.prefix(5).map { "“\($0)”" }
    let others = missing.count - shown.count
    return Diagnostic(
      .warning, at: call.range,
      "the font \(Figure.fontName) has no shape for \(allOf(shown + (others > 0 ? ["\(others) more"] : []))), and a box "
        + "stands in the place of each")
  }
}

extension Theme: OptionReadable {
  /// Reads the theme's name.
  public init?(_ value: OptionValue) {
    guard case .text(let name) = value, let theme = Theme.named(name) else { return nil }
    self = theme
  }

  /// The theme's name.
  public var optionValue: OptionValue { .text(name) }
}
