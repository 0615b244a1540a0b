internal import Basics

/// A formula as LaTeX writes it, which a page shows as MathML.
///
/// MathML needs no script, no fonts of the page's own and no network, and every browser has drawn it since 2023.
///
/// Source: W3C, "MathML Core".
struct Formula {
  /// Why a formula cannot be shown as one.
  struct Problem: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  /// What stands between the dollar signs.
  let source: String
  /// Whether it has a line of its own.
  let isDisplay: Bool

  /// The formula as an element of a page, with what was written for those who copy it.
  func markup() throws(Problem) -> String {
    var reader = FormulaReader(source)
    let rows = try reader.whole()
    let display = isDisplay ? " display=\"block\"" : ""
    let note = "<annotation encoding=\"application/x-tex\">\(source.inMarkup)</annotation>"
    return "<math\(display)><semantics>\(rows)\(note)</semantics></math>"
  }
}
