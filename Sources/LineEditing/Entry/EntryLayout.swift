/// How an entry lies in a terminal's rows: each row is written as one of its own, so that nothing depends on how a terminal
/// goes on behind a full one.
package struct EntryLayout {
  /// The rows, with the codes of their colours.
  package private(set) var rows: [String] = [""]
  /// How many columns of each row are taken.
  package private(set) var widths: [Int] = [0]
  /// Where the cursor is.
  package private(set) var cursor = (row: 0, column: 0)

  private let columns: Int
  private var style: String?

  package init(columns: Int) {
    self.columns = max(2, columns)
  }

  /// Marks this place as the cursor's.
  package mutating func markCursor() {
    if widths[widths.count - 1] >= columns { breakRow() }
    cursor = (rows.count - 1, widths[widths.count - 1])
  }

  /// Adds a character in a style, which is the parameter of a code; nil is the terminal's own.
  package mutating func add(_ character: Character, style: String? = nil) {
    if character == "\n" { return breakRow() }
    let last = widths.count - 1
    let width = character == "\t" ? 8 - widths[last] % 8 : character.terminalWidth
    if widths[last] + width > columns { breakRow() }
    // What a terminal would obey is not shown.
    if character != "\t", character.unicodeScalars.contains(where: \.isControl) { return }
    set(style)
    let place = rows.count - 1
    if character == "\t" {
      rows[place] += String(repeating: " ", count: min(width, columns - widths[place]))
    } else {
      rows[place].append(character)
    }
    widths[place] = min(columns, widths[place] + width)
  }

  package mutating func add(_ text: String, style: String? = nil) {
    for character in text { add(character, style: style) }
  }

  /// Ends the row in the terminal's own colours.
  package mutating func breakRow() {
    set(nil)
    rows.append("")
    widths.append(0)
  }

  /// Ends the last row.
  package mutating func finish() { set(nil) }

  private mutating func set(_ new: String?) {
    guard new != style else { return }
    rows[rows.count - 1] += new.map { (style == nil ? "" : "\u{1B}[0m") + "\u{1B}[\($0)m" } ?? "\u{1B}[0m"
    style = new
  }

  /// How far below the first row the cursor is once the window has another width, in which rows that are too long for it
  /// take several.
  package func rowOfCursor(columns: Int) -> Int {
    let columns = max(1, columns)
    return widths[..<cursor.row].reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) } + cursor.column / columns
  }
}

extension EntryLayout {
  /// The layout without so many of its first rows.
  package func dropping(_ count: Int) -> EntryLayout {
    var layout = self
    layout.rows.removeFirst(count)
    layout.widths.removeFirst(count)
    layout.cursor.row -= count
    return layout
  }
}
