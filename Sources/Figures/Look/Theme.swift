/// The colours of a figure: its paper, its inks, and those that tell series of numbers apart.
public struct Theme: Hashable, Sendable {
  /// The theme's name, as scripts write it.
  public let name: String
  /// One line that says what it is for.
  public let summary: String
  package let paper: Color
  package let ink: Color
  package let quietInk: Color
  package let gridLine: Color
  package let axisLine: Color
  package let missing: Color
  /// The colours of series, which take them in turn.
  package internal(set) var series: [Color]
  /// The colours of numbers.
  package let colorMap: ColorMap
  /// The dashes of full lines, in points, which series take in turn; an empty pattern is a line without gaps.
  package let dashes: [[Double]]
  /// What texts are set in.
  package internal(set) var lettering = Lettering()

  /// The colour of the series at `index`.
  package func color(_ index: Int) -> Color { series[Self.place(index, among: series.count)] }

  /// The dashes of the series at `index`; when the colours begin again, they go with other dashes.
  package func dashes(_ index: Int) -> [Double] {
    dashes[Self.place(index + index / max(series.count, 1), among: dashes.count)]
  }

  private static func place(_ index: Int, among count: Int) -> Int { ((index % count) + count) % count }
}

extension Theme {
  /// Dark ink on white: for pages in colour, and for screens.
  public static let light = Theme(
    name: "light", summary: "dark ink on white", paper: .white, ink: Color(hex: 0x222222),
    quietInk: Color(hex: 0x555555), gridLine: Color(hex: 0xE4E4E4), axisLine: Color(hex: 0x777777),
    missing: Color(hex: 0xD8D8D8),
    series: Color.okabeIto + [Color(hex: 0x8C510A), Color(hex: 0x7B3FA0), Color(hex: 0x8A8A8A)],
    colorMap: .viridis, dashes: [[]])

  /// Light ink on black: for slides. The series' colours are those of the light theme, made lighter.
  public static let dark = Theme(
    name: "dark", summary: "light ink on black, for slides", paper: Color(hex: 0x16181D), ink: Color(hex: 0xE8E8E8),
    quietInk: Color(hex: 0xB4B4B4), gridLine: Color(hex: 0x343841), axisLine: Color(hex: 0x8C9099),
    missing: Color(hex: 0x4A4F59),
    series: [
      Color(hex: 0x4BA3DE), Color(hex: 0xF07F2E), Color(hex: 0x1DBF8E), Color(hex: 0xDD93BB), Color(hex: 0xE9B43C),
      Color(hex: 0x8FD3F7), Color(hex: 0xF2F2F2), Color(hex: 0xC58A52), Color(hex: 0xB58AE0), Color(hex: 0xA0A4AB),
    ], colorMap: .viridis, dashes: [[]])

  /// Black ink alone: series are told apart by greys and dashes, so that a copier loses nothing.
  public static let print = Theme(
    name: "print", summary: "black ink alone, series told apart by greys and dashes", paper: .white, ink: .black,
    quietInk: Color(hex: 0x333333), gridLine: Color(hex: 0xEBEBEB), axisLine: .black, missing: Color(hex: 0xDDDDDD),
    series: [Color(hex: 0x000000), Color(hex: 0x6E6E6E), Color(hex: 0x9C9C9C), Color(hex: 0x3C3C3C)],
    colorMap: .grays, dashes: [[], [6, 2], [1.5, 2], [6, 2, 1.5, 2]])

  /// All themes.
  public static let all = [light, dark, print]

  /// The theme of a name, or nil.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
