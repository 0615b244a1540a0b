/// An SVG that is drawn in two themes, and tells only in its colours in which.
///
/// A page then holds it once: its colours are variables of the page, which follow the reader's choice of light or dark.
struct ThemedDrawing {
  /// The drawing between its colours.
  private let pieces: [Substring]
  /// The colours in the light theme and in the dark one.
  private let colours: [Pair]

  /// A colour in both themes.
  struct Pair: Hashable {
    let light: String
    let dark: String
  }

  private static let opening = "rgb("

  /// Compares two drawings of one figure; nil where they differ in more than colours.
  init?(light: String, dark: String) {
    let light = Self.cut(Self.element(of: light))
    let dark = Self.cut(Self.element(of: dark))
    guard light.pieces.count == dark.pieces.count, let name = Self.prefix(of: light.pieces[0]),
      let darkName = Self.prefix(of: dark.pieces[0])
    else { return nil }
    // Each file has names of its own, made from all that it says.
    for (left, right) in zip(light.pieces, dark.pieces) where left != right {
      guard left.replacing(name, with: "") == right.replacing(darkName, with: "") else { return nil }
    }
    pieces = light.pieces
    colours = zip(light.colours, dark.colours).map { Pair(light: $0, dark: $1) }
  }

  /// The drawing as a part of a page, each colour the variable that the palette has for it.
  func markup(_ palette: inout ThemedPalette) -> String {
    var markup = String(pieces[0])
    for (colour, piece) in zip(colours, pieces.dropFirst()) { markup += palette.reference(to: colour) + piece }
    return markup
  }

  /// The element alone, without what a file begins with and the notes that it carries.
  private static func element(of file: String) -> Substring {
    guard let start = file.firstRange(of: "<svg") else { return file[...] }
    return file[start.lowerBound...]
  }

  private static func cut(_ drawing: Substring) -> (pieces: [Substring], colours: [String]) {
    var (pieces, colours): ([Substring], [String]) = ([], [])
    var rest = drawing
    while let start = rest.firstRange(of: opening), let end = rest[start.upperBound...].firstIndex(of: ")") {
      pieces.append(rest[..<start.lowerBound])
      colours.append(String(rest[start.lowerBound...end]))
      rest = rest[rest.index(after: end)...]
    }
    return (pieces + [rest], colours)
  }

  /// What the names of a file begin with, such as `fdea00be5-`; nil where it has none.
  private static func prefix(of drawing: Substring) -> String? {
    guard let mark = drawing.firstRange(of: "aria-labelledby=\""),
      let end = drawing[mark.upperBound...].firstIndex(of: "-")
    else { return nil }
    return String(drawing[mark.upperBound...end])
  }
}

/// The colours of all drawings in a page, each a variable with a value in the light and one in the dark.
struct ThemedPalette {
  private var numbers: [ThemedDrawing.Pair: Int] = [:]
  private var pairs: [ThemedDrawing.Pair] = []

  /// What stands for a colour: the colour itself where it is the same in both themes.
  mutating func reference(to pair: ThemedDrawing.Pair) -> String {
    guard pair.light != pair.dark else { return pair.light }
    let number = numbers[pair] ?? pairs.count
    if number == pairs.count {
      numbers[pair] = number
      pairs.append(pair)
    }
    return "var(--f\(number))"
  }

  /// The variables, as rules of a style sheet; paper is light whatever the screen is.
  var sheet: String {
    guard !pairs.isEmpty else { return "" }
    func variables(_ colour: (ThemedDrawing.Pair) -> String) -> String {
      pairs.enumerated().map { "--f\($0.offset): \(colour($0.element));" }.joined(separator: " ")
    }
    return """
      :root { \(variables(\.light)) }
      @media screen and (prefers-color-scheme: dark) { :root { \(variables(\.dark)) } }
      """
  }
}
