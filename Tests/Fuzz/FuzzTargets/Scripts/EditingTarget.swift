import LineEditing

/// The buffer of an entry at the prompt: what is pasted into it, its marks, and the cursor's ways through its lines.
enum EditingTarget: FuzzTarget {
  static let name = "editing"

  static func run(_ bytes: [UInt8]) {
    let marks = ContinuationMarks(prompt: "...: ")
    let pasted = PastedText.text(of: bytes, without: marks)
    require(
      !pasted.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }, "a control character is pasted")
    edit(bytes, marks)
    edit(bytes, ContinuationMarks(prompt: "> ", hasNoBreakSpace: false))
    edit(bytes, ContinuationMarks(prompt: ""))
  }

  /// Has the first bytes move the cursor through a text of all of them.
  private static func edit(_ bytes: [UInt8], _ marks: ContinuationMarks) {
    var buffer = ContinuationMarks.Buffer(text: String(decoding: bytes, as: UTF8.self))
    for byte in bytes.prefix(16) {
      buffer.cursor = Int(byte) * buffer.characters.count / 255
      var entry = marks.entry(in: buffer, from: Int(byte & 15))
      require((0...entry.characters.count).contains(entry.cursor), "the cursor lies outside the entry")
      require(entry.place(utf8: entry.utf8Cursor) == entry.cursor, "a place is not where its bytes are")
      if !entry.moveVertically(byte & 1 == 0 ? 1 : -1) { entry.insert("é\n".unicodeScalars) }
      require(entry.line.lowerBound <= entry.cursor && entry.cursor <= entry.line.upperBound, "no line has the cursor")
      buffer = marks.buffer(of: entry)
      require((0...buffer.characters.count).contains(buffer.cursor), "the cursor lies outside the buffer")
    }
  }
}
