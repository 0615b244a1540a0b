/// Dots, several to a character, of which each has the ink of a series.
///
/// A cell has one colour: that of the series with the most dots in it, and of the later one where two have as many.
struct DotGrid {
  let kind: CharacterLook.Dots
  /// Dots across and down.
  let width, height: Int
  private let columns: Int
  /// For each cell the dots of each series as bits, a column of the cell after the other.
  private var cells: [[Int: UInt8]]

  init(columns: Int, rows: Int, kind: CharacterLook.Dots) {
    (self.kind, self.columns) = (kind, columns)
    (width, height) = (columns * kind.across, rows * kind.down)
    cells = Array(repeating: [:], count: columns * rows)
  }

  /// Sets a dot; one outside the grid is lost.
  mutating func set(_ x: Int, _ y: Int, series: Int) {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return }
    let bit = UInt8(1) << UInt8(x % kind.across * kind.down + y % kind.down)
    cells[y / kind.down * columns + x / kind.across][series, default: 0] |= bit
  }

  /// Draws a line from dot to dot, where `isDrawn` says so of each step along it.
  mutating func line(from start: Point, to end: Point, series: Int, isDrawn: () -> Bool = { true }) {
    let (across, down) = (end.x - start.x, end.y - start.y)
    let steps = max(1, Int(max(across.magnitude, down.magnitude).rounded(.up)))
    for step in 0...steps where isDrawn() {
      let part = Double(step) / Double(steps)
      set(Int((start.x + part * across).rounded()), Int((start.y + part * down).rounded()), series: series)
    }
  }

  /// The character of a cell and whose colour it has; nil where there is no dot.
  func cell(column: Int, row: Int) -> (character: Character, series: Int)? {
    let found = cells[row * columns + column]
    guard let most = found.max(by: { ($0.value.nonzeroBitCount, $0.key) < ($1.value.nonzeroBitCount, $1.key) }) else {
      return nil
    }
    let bits = found.values.reduce(0, |)
    switch kind {
    case .braille: return (Self.braille(bits), most.key)
    case .halves: return (bits == 3 ? "█" : bits == 1 ? "▀" : "▄", most.key)
    }
  }

  /// Braille numbers the upper three dots of the left column first, then those of the right one, then the lowest two.
  private static func braille(_ bits: UInt8) -> Character {
    let pattern = bits & 0b111 | (bits & 0b111_0000) >> 1 | (bits & 0b1000) << 3 | bits & 0b1000_0000
    return Unicode.Scalar(0x2800 + UInt32(pattern)).map(Character.init) ?? " "
  }
}
