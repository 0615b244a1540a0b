import LineEditing
import Testing

@Suite struct ContinuationMarksTests {
  typealias Buffer = ContinuationMarks.Buffer
  let marks = ContinuationMarks(prompt: "  ...: ")
  static let mark = "\u{A0}\u{A0}...:\u{A0}"

  private func buffer(_ text: String, cursor: Int) -> Buffer {
    Buffer(characters: Array(text.unicodeScalars), cursor: cursor)
  }

  @Test("What an entry becomes in the buffer comes back from it", arguments: ["", "a", "a\nb", "\n\n", "日\n  本"])
  func marksComeAndGo(text: String) {
    for cursor in 0...text.unicodeScalars.count {
      let entry = buffer(text, cursor: cursor)
      let held = marks.buffer(of: entry)
      #expect(held.characters.count == text.unicodeScalars.count + 7 * text.unicodeScalars.filter { $0 == "\n" }.count)
      #expect(marks.entry(in: held) == entry)
    }
  }

  @Test func lineEndsFromTheHistoryGetTheirMarks() {
    let recalled = buffer("a\nb", cursor: 3)
    #expect(marks.buffer(of: marks.entry(in: recalled)).text == "a\n\(Self.mark)b")
    #expect(marks.buffer(of: marks.entry(in: recalled)).cursor == 10)
  }

  @Test func aCursorLeavesAMarkOnTheSideItWasGoingTo() {
    let text = "a\n\(Self.mark)b"
    #expect(marks.entry(in: buffer(text, cursor: 8), from: 9) == buffer("a\nb", cursor: 1))
    #expect(marks.entry(in: buffer(text, cursor: 2), from: 1) == buffer("a\nb", cursor: 2))
  }

  @Test func deletingBackwardsAtALinesStartJoinsIt() {
    let text = "a\n\(Self.mark.dropLast())b"
    #expect(marks.entry(in: buffer(text, cursor: 8), from: 9) == buffer("ab", cursor: 1))
  }

  @Test func deletingALineEndJoinsTheNextLine() {
    #expect(marks.entry(in: buffer("a\(Self.mark)b", cursor: 1), from: 1) == buffer("ab", cursor: 1))
  }

  @Test func withoutNoBreakSpacesPlainOnesServe() {
    let plain = ContinuationMarks(prompt: "  ...: ", hasNoBreakSpace: false)
    #expect(plain.buffer(of: buffer("a\nb", cursor: 3)).text == "a\n  ...: b")
    #expect(plain.entry(in: buffer("a\n  ...: b", cursor: 10)) == buffer("a\nb", cursor: 3))
  }

  @Test func withoutAPromptThereAreNoMarks() {
    let none = ContinuationMarks(prompt: "")
    #expect(none.buffer(of: buffer("a\nb", cursor: 2)) == buffer("a\nb", cursor: 2))
  }

  @Test func linesMoveTheCursorInItsColumn() {
    var entry = buffer("long line\nab\nthird", cursor: 8)
    var cursors: [Int?] = []
    for lines in [1, 1, 1, -1, -1, -1] {
      let moves = entry.moveVertically(lines)
      cursors.append(moves ? entry.cursor : nil)
    }
    #expect(cursors == [12, 15, nil, 12, 2, nil])
    #expect(buffer("long line\nab\nthird", cursor: 12).line == 10..<12)
  }

  @Test func placesAndOffsetsAgree() {
    let entry = buffer("aé日😀b", cursor: 4)
    #expect(entry.utf8Cursor == 10)
    #expect(entry.place(utf8: 10) == 4)
    #expect(entry.place(utf8: 3) == 2)
    #expect(entry.place(utf8: 99) == 5)
    #expect(entry.place(utf8: -1) == 0)
  }

  @Test func pastedTextIsMadeFit() {
    let pasted = Array("a\r\nb\rc\u{1B}[2J\td\u{7}\n\(Self.mark)e".utf8)
    #expect(PastedText.text(of: pasted, without: marks) == "a\nb\nc[2J\td\ne")
    #expect(PastedText.text(of: [0x61, 0xFF, 0x62], without: marks) == "a\u{FFFD}b")
  }

  @Test func rowsAreCountedAsLibeditDrawsThem() {
    #expect(TerminalRows.row(behind: "abc".unicodeScalars, columns: 4) == 0)
    #expect(TerminalRows.row(behind: "abcd".unicodeScalars, columns: 4) == 1)
    #expect(TerminalRows.row(behind: "ab\ncd".unicodeScalars, columns: 4) == 1)
    #expect(TerminalRows.row(behind: "abc日".unicodeScalars, columns: 4) == 1)
    #expect(TerminalRows.row(behind: "\tb".unicodeScalars, columns: 20) == 0)
  }
}
