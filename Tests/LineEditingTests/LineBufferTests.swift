import LineEditing
import Testing

@Suite struct LineBufferTests {
  @Test("What people see as one character is one, however it is typed")
  func characters() {
    var buffer = LineBuffer("a👩🏽‍🔬b")
    #expect(buffer.characters.count == 3)
    buffer.cursor = 2
    #expect(buffer.utf8Cursor == 16)
    buffer.remove(1..<2)
    #expect(buffer.text == "ab")
    // An accent that comes by itself joins the letter before it.
    buffer.insert("e")
    buffer.insert("\u{301}")
    #expect(buffer.characters == ["a", "e\u{301}", "b"])
    #expect(buffer.cursor == 2)
  }

  @Test("Words and lines have their ends, and the cursor keeps its column")
  func places() {
    var buffer = LineBuffer("one two\nx\nthree")
    buffer.cursor = 5
    #expect(buffer.wordStart == 4)
    #expect(buffer.wordEnd == 7)
    #expect(buffer.line == 0..<7)
    #expect(buffer.place(utf8: 8) == 8)
    let moves = (0..<3).map { _ in (buffer.moveVertically(1), buffer.cursor) }
    #expect(moves.map(\.0) == [true, true, false])
    #expect(moves.map(\.1) == [9, 11, 11])
  }

  @Test("Rows end at the window's edge, and the cursor behind a full row is in the next one")
  func rows() {
    var layout = EntryLayout(columns: 6)
    layout.add("> abcd", style: "32")
    layout.markCursor()
    #expect(layout.rows == ["\u{1B}[32m> abcd\u{1B}[0m", ""])
    #expect(layout.cursor.row == 1)
    #expect(layout.cursor.column == 0)
    var wide = EntryLayout(columns: 5)
    wide.add("ab漢字")
    #expect(wide.rows == ["ab漢", "字"])
    wide.markCursor()
    // In a window of two columns the first row takes two, and the cursor is behind a full one.
    #expect(wide.rowOfCursor(columns: 2) == 3)
    #expect(wide.rowOfCursor(columns: 5) == 1)
  }
}

@Suite struct EntryLayoutTests {
  @Test("A tab goes to the next eighth column, and no further than the window", arguments: [20, 4])
  func tabs(columns: Int) {
    var layout = EntryLayout(columns: columns)
    layout.add("ab\tc")
    #expect(layout.rows == (columns == 20 ? ["ab      c"] : ["ab", "    ", "c"]))
    #expect(layout.widths == (columns == 20 ? [9] : [2, 4, 1]))
  }
}

@Suite struct HistoryRecallTests {
  @Test("An entry that was wrong is gone through, and no longer offered, until it is right")
  func wrongEntries() {
    var history = history("train m", "trian m2")
    history.disown("trian m2")
    #expect(history.continuation(of: "tri") == nil && history.continuation(of: "tr") == "ain m")
    #expect(history.step(-1, from: "tri") == "trian m2")
    history.remember("trian m2")
    #expect(history.continuation(of: "tri") == "an m2")
    #expect(history.continuation(of: "tri", where: { $0.hasPrefix("train") }) == nil)
  }

  private func history(_ entries: String...) -> HistoryRecall {
    var history = HistoryRecall(length: 10)
    for entry in entries { history.remember(entry) }
    return history
  }

  @Test("Entries are gone through that begin as what is typed, and it comes back behind the newest")
  func prefixes() {
    var history = history("train a", "print 1", "train b", "train b")
    let steps: [(Int, String)] = [
      (-1, "train"), (-1, "train b"), (-1, "train a"), (1, "train a"), (1, "train b"), (1, "train"),
    ]
    let shown = steps.map { history.step($0, from: $1) }
    #expect(shown == ["train b", "train a", nil, "train b", "train", nil])
    history.rest()
    let newest = history.step(-1, from: "")
    #expect(newest == "train b")
  }

  @Test("What the newest entry goes on with is told, and a search finds older ones in turn")
  func continuation() {
    let history = history("train model on=a", "for i in 1..2\n  print i\nend", "train model")
    #expect(history.continuation(of: "tr") == "ain model")
    #expect(history.continuation(of: "train model") == " on=a")
    #expect(history.continuation(of: "for") == " i in 1..2")
    #expect(history.continuation(of: "") == nil)
    let first = history.search("train", before: nil)
    #expect(first?.entry == "train model")
    #expect(history.search("train", before: first?.place)?.entry == "train model on=a")
    #expect(history.search("nothing", before: nil) == nil)
  }
}
