/// Prose with its formulas put aside, so that Markdown does not take what stands in them for its own signs.
///
/// A formula stands between dollar signs, or on a line of its own between two of them. As in Pandoc, the opening sign is
/// followed by no space, the closing one comes after none and before no digit, and `\$` is a dollar; code holds none.
struct ProseFormulas {
  /// The prose, a mark in the place of each formula.
  private(set) var prose = ""
  /// The formulas in order.
  private(set) var formulas: [Formula] = []

  /// A formula is shorter than this, and so is code within a line.
  private static let longest = 10_000

  init(_ source: String) {
    let source = ProseMarks.cleared(source)
    guard source.utf8.contains(UInt8(ascii: "$")) else {
      prose = source
      return
    }
    let scalars = Array(source.unicodeScalars)
    var kept = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      if place == 0 || scalars[place - 1] == "\n", let end = Self.fencedCode(in: scalars, at: place) {
        kept += scalars[place..<end]
        place = end
        continue
      }
      switch scalars[place] {
      case "\\":
        kept += scalars[place..<min(place + 2, scalars.count)]
        place += 2
      case "`":
        let end = Self.codeSpan(in: scalars, at: place)
        kept += scalars[place..<end]
        place = end
      case "$":
        if let (formula, end) = Self.formula(in: scalars, at: place) {
          kept += ProseMarks.mark(formulas.count).unicodeScalars
          formulas.append(formula)
          place = end
        } else {
          kept.append("$")
          place += 1
        }
      case let other:
        kept.append(other)
        place += 1
      }
    }
    prose = String(kept)
  }

  /// A text with the formulas as they were written.
  func restored(_ text: String) -> String {
    ProseMarks.filled(text) { formulas.indices.contains($0) ? formulas[$0].written : "" }
  }

  /// A text with the formulas without their dollar signs, as it is read aloud.
  func words(of text: String) -> String {
    ProseMarks.filled(text) { formulas.indices.contains($0) ? formulas[$0].source : "" }
  }

  /// A formula that begins at a dollar sign, and where it ends.
  private static func formula(in scalars: [Unicode.Scalar], at start: Int) -> (Formula, end: Int)? {
    let isDisplay = start + 1 < scalars.count && scalars[start + 1] == "$"
    let first = start + (isDisplay ? 2 : 1)
    guard first < scalars.count, isDisplay || !scalars[first].properties.isWhitespace else { return nil }
    var place = first
    while place < min(scalars.count, first + longest) {
      switch scalars[place] {
      case "\\": place += 1
      case "`": return nil
      case "\n" where isBlankLine(in: scalars, at: place + 1): return nil
      case "$":
        let end = place + (isDisplay ? 2 : 1)
        let closes =
          isDisplay
          ? place + 1 < scalars.count && scalars[place + 1] == "$"
          : !scalars[place - 1].properties.isWhitespace
            && !(end < scalars.count && ("0"..."9").contains(scalars[end]))
        guard closes else { break }
        let source = String(String.UnicodeScalarView(scalars[first..<place]))
        guard source.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return nil }
        return (Formula(source: source, isDisplay: isDisplay), end)
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func isBlankLine(in scalars: [Unicode.Scalar], at start: Int) -> Bool {
    var place = start
    while place < scalars.count, scalars[place] != "\n" {
      guard scalars[place].properties.isWhitespace else { return false }
      place += 1
    }
    return true
  }

  /// Where code ends that begins at a backquote; behind the backquotes where nothing closes them.
  private static func codeSpan(in scalars: [Unicode.Scalar], at start: Int) -> Int {
    func run(at place: Int) -> Int {
      var end = place
      while end < scalars.count, scalars[end] == "`" { end += 1 }
      return end - place
    }
    let count = run(at: start)
    var place = start + count
    while place < min(scalars.count, start + longest) {
      if scalars[place] == "`" {
        let found = run(at: place)
        place += found
        if found == count { return place }
      } else if scalars[place] == "\n", isBlankLine(in: scalars, at: place + 1) {
        break
      } else {
        place += 1
      }
    }
    return start + count
  }

  /// Where a block of code ends whose fence is the line that begins here; nil for any other line.
  private static func fencedCode(in scalars: [Unicode.Scalar], at start: Int) -> Int? {
    func lineEnd(_ place: Int) -> Int {
      scalars[place...].firstIndex(of: "\n").map { $0 + 1 } ?? scalars.count
    }
    func fence(at place: Int) -> (sign: Unicode.Scalar, count: Int)? {
      let line = scalars[place..<lineEnd(place)].drop { $0 == " " || $0 == ">" }
      guard let sign = line.first, sign == "`" || sign == "~" else { return nil }
      let count = line.prefix { $0 == sign }.count
      let rest = line.dropFirst(count)
      return count >= 3 && !(sign == "`" && rest.contains("`")) ? (sign, count) : nil
    }
    guard let opening = fence(at: start) else { return nil }
    var place = lineEnd(start)
    while place < scalars.count {
      let end = lineEnd(place)
      if let closing = fence(at: place), closing.sign == opening.sign, closing.count >= opening.count { return end }
      place = end
    }
    return scalars.count
  }
}

extension Formula {
  /// The formula with its dollar signs.
  var written: String { isDisplay ? "$$\(source)$$" : "$\(source)$" }
}
