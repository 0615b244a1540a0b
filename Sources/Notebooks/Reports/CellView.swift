/// What a report shows of a cell, by the cell's tags, which mean what they mean to Jupyter Book and nbconvert.
struct CellView: Hashable {
  /// How a part of a cell is shown.
  enum Part: Int, Comparable {
    /// As it is.
    case shown
    /// Behind a word that opens it.
    case folded
    /// Not at all.
    case absent

    static func < (left: Part, right: Part) -> Bool { left.rawValue < right.rawValue }
  }

  /// The cell's code.
  private(set) var input = Part.shown
  /// What it gave.
  private(set) var outputs = Part.shown

  /// Whether nothing is shown of the cell, its title and prose included.
  private(set) var isAbsent = false

  /// Goes by a cell's tags, and by whether all code is left out.
  init(_ cell: Cell, hidesCode: Bool) {
    if hidesCode { input = .absent }
    for tag in cell.tags {
      switch tag.replacing("_", with: "-") {
      case "hide-input": input = max(input, .folded)
      case "hide-output": outputs = max(outputs, .folded)
      case "hide-cell": (input, outputs) = (max(input, .folded), max(outputs, .folded))
      case "remove-input": input = .absent
      case "remove-output": outputs = .absent
      case "remove-cell", "skip": isAbsent = true
      default: break
      }
    }
  }
}
