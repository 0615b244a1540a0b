import LineEditing

/// The buffer of an entry at the prompt: what is pasted into it, the cursor's ways through it, and how it is drawn.
enum EditingTarget: FuzzTarget {
  static let name = "editing"

  static func run(_ bytes: [UInt8]) {
    let pasted = PastedText.text(of: bytes)
    require(
      !pasted.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "a control character is pasted")
    edit(bytes)
    for columns in [1, 2, 7, 80] { draw(String(decoding: bytes, as: UTF8.self), columns: columns) }
  }

  /// Has the first bytes move the cursor through a text of all of them.
  private static func edit(_ bytes: [UInt8]) {
    var buffer = LineBuffer(String(decoding: bytes, as: UTF8.self))
    for byte in bytes.prefix(16) {
      buffer.cursor = Int(byte) * buffer.characters.count / 255
      require(buffer.place(utf8: buffer.utf8Cursor) == buffer.cursor, "a place is not where its bytes are")
      require(buffer.wordStart <= buffer.cursor && buffer.cursor <= buffer.wordEnd, "no word has the cursor")
      if !buffer.moveVertically(byte & 1 == 0 ? 1 : -1) { buffer.insert("é\n\u{301}") }
      if byte & 2 == 0 { buffer.remove(buffer.wordStart..<buffer.cursor) }
      require((0...buffer.characters.count).contains(buffer.cursor), "the cursor lies outside the entry")
      require(
        buffer.line.lowerBound <= buffer.cursor && buffer.cursor <= buffer.line.upperBound, "no line has the cursor")
    }
  }

  /// Lays a text out in some columns.
  private static func draw(_ text: String, columns: Int) {
    var layout = EntryLayout(columns: columns)
    layout.add(text, style: "1")
    layout.markCursor()
    layout.finish()
    require(layout.rows.count == layout.widths.count, "a row has no width")
    require(layout.widths.allSatisfy { $0 <= max(2, columns) }, "a row is wider than the window")
    require(!layout.rows.joined().replacing("\u{1B}[", with: "").contains("\u{1B}"), "a control character is drawn")
    require((0..<layout.rows.count).contains(layout.cursor.row), "the cursor is in no row")
    _ = layout.rowOfCursor(columns: 3)
  }
}
