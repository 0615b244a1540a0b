/// The size of a figure on paper, as a script writes it: `7x3in`, `170x80mm`, `9cm`, `column`.
public struct PageSize: Hashable, Sendable {
  /// The width in inches.
  public let width: Double
  /// The height in inches; nil where the figure chooses it.
  public let height: Double?
  private let text: String

  /// The width in points.
  public var points: Double { width * 72 }

  /// Widths that journals ask for.
  public static let presets = [
    OptionChoice("column", "the width of a column, 85 mm"),
    OptionChoice("page", "the width of a page of two columns, 180 mm"),
  ]

  private static let presetWidths = ["column": 85 / 25.4, "page": 180 / 25.4]

  /// Reads a preset, a width, or a width and a height, with their unit; nil for anything else.
  public init?(_ text: String) {
    self.text = text
    if let width = Self.presetWidths[text] {
      (self.width, height) = (width, nil)
      return
    }
    let numbers = text.prefix { $0.isNumber || $0 == "." || $0 == "x" }
    let sides = numbers.split(separator: "x", omittingEmptySubsequences: false).compactMap { Double($0) }
    guard let inches = Self.units[String(text[numbers.endIndex...])], (1...2).contains(sides.count),
      sides.count == numbers.count(where: { $0 == "x" }) + 1, sides.allSatisfy({ $0.isFinite && $0 > 0 })
    else { return nil }
    width = sides[0] * inches
    height = sides.count == 2 ? sides[1] * inches : nil
  }

  /// Inches in a unit of length.
  private static let units: [String: Double] = ["in": 1, "mm": 1 / 25.4, "cm": 1 / 2.54, "pt": 1 / 72]
}

extension PageSize: OptionReadable {
  /// Reads a size, or a number of points where an option takes one.
  public init?(_ value: OptionValue) {
    switch value {
    case .text(let text): self.init(text)
    case .number(let points): self.init("\(points)pt")
    case .whole(let points): self.init("\(points)pt")
    default: return nil
    }
  }

  /// The size as it is written.
  public var optionValue: OptionValue { .text(text) }
}
