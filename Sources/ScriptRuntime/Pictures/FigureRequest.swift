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

  static let font = OptionKey<String>("font", .word, "the typeface, by its family's name, such as \"Liberation Serif\"")
  static let text = OptionKey<PageSize>(
    "text", .either(.number(NumberRange(4, 36)), .pageSize),
    "the size of numbers at axes and of legends in points, 9 if not given; other texts in proportion")
  static let colors = OptionKey<[String]>(
    "colors", .list(.word),
    "the colours of curves, bars and points in turn, by name or in quotes as \"#0072B2\"; the theme's if not given")

  /// The options, in the order in which help lists them.
  static let options: [any OptionDeclaring] = [save, title, caption] + optionsOfPage.dropFirst()

  /// Those of them that a page has as a whole.
  static let optionsOfPage: [any OptionDeclaring] = [save, size, resolution, theme, font, text, colors]

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
    theme = try (call[ifGiven: Self.theme] ?? call.settings.theme).dressed(
      colors: (try call[ifGiven: Self.colors] ?? []).compactMap { Color($0) },
      lettering: Lettering(
        family: try call[ifGiven: Self.font] ?? Lettering().family,
        size: try call[ifGiven: Self.text]?.points ?? Lettering.usualSize))
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
    try checkLook(call)
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

  /// Throws what is wrong with typeface, texts and colours.
  private static func checkLook(_ call: Call) throws {
    if let family = call.known(font), !FontFamilies.contains(family) {
      let installed = FontFamilies.installed()
      throw call.error(
        at: font, "there is no typeface “\(family)” here",
        expected: "one that `fc-list : family` lists, or " + oneOf(FontFamilies.generic.map { "`\($0)`" }),
        nearMisses: NearMisses.of(family, among: installed).map { "\"\($0)\"" })
    }
    if let size = call.known(text), size.height != nil || !sizesOfText.contains(size.points) {
      throw call.error(
        at: text, "texts are from 4pt to 36pt high, and this is \(size.optionValue)", expected: "a size such as `8pt`")
    }
    for name in (call.elements(colors) ?? []).compactMap(\.self) where Color(name) == nil {
      throw call.error(
        at: colors, "there is no colour `\(name)`",
        expected: "a name, as in `red` or `steelblue`, or red, green and blue in quotes, as in `\"#0072B2\"`",
        nearMisses: NearMisses.of(name, among: Color.names))
    }
  }

  /// The sizes that texts may have, in points.
  private static let sizesOfText = 4.0...36.0

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
      "the font \(figure.fontName) has no shape for \(allOf(shown + (others > 0 ? ["\(others) more"] : []))), and a box "
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
