import Basics
import Figures
import ScriptLanguage

/// How a call of `show` wants images laid out.
struct ShowOptions {
  /// The arrangement of a figure's images.
  enum Layout: String {
    case rows, grid, strip
  }

  let layout: Layout
  let columns: Int
  let limit: Int
  /// Whether rows of differences stand under the reconstructions.
  let showsDifferences: Bool
  /// Whether a grid stands alone, without margin and captions.
  let isBare: Bool
  /// The colours of differences.
  let theme: Theme
  /// How grids are made.
  let grid: ImageGrid

  /// The options that say how `layout=grid` makes its grids, named as those of torchvision's `make_grid`.
  static let gridOptions = [
    CommandParameter(
      "padding", .whole(minimum: 0), default: "1", unit: "pixels", "what stands between a grid's images and around them"
    ),
    CommandParameter("pad_value", .number(nil), default: "0", "the number that a grid's padding is filled with"),
    CommandParameter(
      "normalize", .boolean, default: "yes", "whether a grid's numbers are stretched to go from black to white"),
    CommandParameter(
      "value_range", .list(.number(nil)),
      "the two numbers that become black and white, as in `[-1, 1]`; the smallest and the largest if not given"),
    CommandParameter(
      "bare", .boolean, default: "no",
      "whether a grid is all there is, a pixel of it a pixel of the file, as torchvision's `save_image` writes it"),
    CommandParameter(
      "scale_each", .boolean, default: "no", "whether each image is stretched by its own numbers, not all alike"),
  ]

  /// What a call asks for; throws what is wrong with it.
  init(_ call: Call) throws {
    try Self.check(call)
    layout = call.text("layout").flatMap(Layout.init) ?? .rows
    columns = call.whole("columns") ?? 10
    limit = call.whole("limit") ?? 100
    showsDifferences = call.flag("difference")
    isBare = call.flag("bare")
    theme = call.text("theme").flatMap(Theme.named) ?? .light
    let range = call.all("value_range").compactMap { if case .number(let number) = $0 { Float(number) } else { nil } }
    grid = ImageGrid(
      columns: columns, padding: call.whole("padding") ?? 1, padValue: Float(call.number("pad_value") ?? 0),
      normalize: call.flag("normalize"), valueRange: range.count == 2 ? range[0]...range[1] : nil,
      scaleEach: call.flag("scale_each"))
  }

  /// Throws what is wrong with a call, as far as its values are known.
  static func check(_ call: Call) throws {
    let members = call["images"]?.members ?? []
    if members.contains(where: { [.data, .images].contains($0.value.type) }) {
      for name in ["epochs", "difference"] where call.isGiven(name) {
        throw call.error(at: name, "`\(name)` goes with logs, and these are images")
      }
      if call.text("layout") == Layout.strip.rawValue {
        throw call.error(
          at: "layout", "`layout=strip` goes with logs, and these are images",
          expected: "the log of a training with `watch=`, whose epochs are the columns")
      }
    }
    guard let layout = call.text("layout") else { return }
    if layout == Layout.grid.rawValue {
      if call.flag("difference") {
        throw call.error(
          at: "difference",
          "`difference` does not go with `layout=grid`: a grid is one picture, originals and reconstructions by turns",
          expected: "`layout=rows` or `layout=strip`, which have rows of their own for differences")
      }
      try checkRange(call)
      for name in ["title", "caption", "size"] where call.flag("bare") && call.isGiven(name) {
        throw call.error(
          at: name, "`\(name)` does not go with `bare=yes`: a bare grid is its own pixels and nothing else")
      }
    } else if let option = gridOptions.first(where: { call.isGiven($0.name) }) {
      throw call.error(at: option.name, "`\(option.name)` goes with `layout=grid`, and this is `layout=\(layout)`")
    }
  }

  private static func checkRange(_ call: Call) throws {
    let values = call.all("value_range")
    guard call.isGiven("value_range"), !values.contains(where: \.isForeseen) else { return }
    let numbers = values.compactMap { if case .number(let number) = $0 { number } else { nil } }
    let expected = "two numbers, the lower one first, as in `value_range=[-1, 1]`"
    guard numbers.count == 2 else {
      throw call.error(
        at: "value_range", "`value_range` takes two numbers, and gets \(numbers.count)", expected: expected)
    }
    guard numbers.allSatisfy({ Float($0).isFinite }), Float(numbers[0]) < Float(numbers[1]) else {
      throw call.error(
        at: "value_range",
        "`value_range` goes from the lower number to the higher, and gets \(allOf(numbers.map(numberText)))",
        expected: expected)
    }
  }
}
