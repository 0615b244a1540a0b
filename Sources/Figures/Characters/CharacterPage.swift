internal import Basics

/// A figure made of characters: rows of cells, each a character in an ink.
///
/// Inks are the terminal's own colours; which those are is up to whoever shows the page.
public struct CharacterPage: Hashable, Sendable {
  /// What a character is written in.
  public enum Ink: Hashable, Sendable {
    /// The colour of all text.
    case plain
    /// That of headings.
    case strong
    /// That of lines and remarks around what is shown.
    case quiet
    /// The colour of a series of numbers.
    case series(Int)
  }

  /// Characters next to each other in one ink.
  public struct Run: Hashable, Sendable {
    /// The characters.
    public var text: String
    /// Their ink.
    public var ink: Ink
  }

  /// One place of a row; behind a wide character follows a place without one.
  struct Cell: Hashable, Sendable {
    var character: Character?
    var ink: Ink

    static let blank = Cell(character: " ", ink: .plain)
  }

  /// How many cells a row has.
  public let columns: Int
  private(set) var cells: [[Cell]]

  /// An empty page.
  init(columns: Int, rows: Int) {
    self.columns = columns
    cells = Array(repeating: Array(repeating: .blank, count: columns), count: rows)
  }

  /// The rows, without the spaces at their ends.
  public var rows: [[Run]] {
    cells.map { row in
      var runs: [Run] = []
      let end = row.lastIndex { $0.character != " " } ?? -1
      for cell in row.prefix(end + 1) {
        guard let character = cell.character else { continue }
        // A space has no colour.
        if let last = runs.indices.last, character == " " || runs[last].ink == cell.ink {
          runs[last].text.append(character)
        } else {
          runs.append(Run(text: String(character), ink: character == " " ? .plain : cell.ink))
        }
      }
      return runs
    }
  }

  /// The page without its inks, a line for each row.
  public var text: String { rows.map { row in row.map(\.text).joined() + "\n" }.joined() }

  /// Puts a character at a place; what lies outside the page is lost.
  mutating func put(_ character: Character, _ ink: Ink = .plain, column: Int, row: Int) {
    guard cells.indices.contains(row), cells[row].indices.contains(column) else { return }
    cells[row][column] = Cell(character: character, ink: ink)
  }

  /// Writes a text from a place on.
  mutating func write(_ text: String, _ ink: Ink = .plain, column: Int, row: Int) {
    var column = column
    for character in text {
      let width = CharacterText.width(character)
      if width == 0 || column + width > columns { continue }
      put(character, ink, column: column, row: row)
      if width == 2, cells.indices.contains(row), cells[row].indices.contains(column + 1) {
        cells[row][column + 1].character = nil
      }
      column += width
    }
  }

  /// Writes a text around the middle of some columns, moved inwards where it would leave the page.
  mutating func write(_ text: String, _ ink: Ink = .plain, middle: Double, row: Int) {
    let width = CharacterText.width(text)
    let start = Int((middle - Double(width - 1) / 2).rounded())
    write(text, ink, column: max(0, min(start, columns - width)), row: row)
  }

  /// Whether nothing stands at a place.
  func isBlank(column: Int, row: Int) -> Bool {
    cells.indices.contains(row) && cells[row].indices.contains(column) && cells[row][column].character == " "
  }

  /// Sets another page below this one.
  mutating func append(_ page: CharacterPage) {
    for row in page.cells {
      cells.append(Array((row + Array(repeating: .blank, count: max(0, columns - row.count))).prefix(columns)))
    }
  }

  /// Adds lines of text at the end.
  mutating func append(lines: [String], _ ink: Ink, isCentred: Bool = false) {
    for line in lines {
      cells.append(Array(repeating: .blank, count: columns))
      if isCentred {
        write(line, ink, middle: Double(columns - 1) / 2, row: cells.count - 1)
      } else {
        write(line, ink, column: 0, row: cells.count - 1)
      }
    }
  }
}
