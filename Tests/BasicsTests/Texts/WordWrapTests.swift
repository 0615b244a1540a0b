import Basics
import Testing

@Suite struct WordWrapTests {
  @Test("Lines are broken between words, and go on as far in as they began and a little more")
  func wrapping() {
    #expect(wordWrapped("one two three", columns: 7) == "one two\nthree")
    #expect(wordWrapped("one two three", columns: 13) == "one two three")
    #expect(wordWrapped("  one two three\nfour", columns: 9, indent: 2) == "  one two\n    three\nfour")
    #expect(wordWrapped("a lighthouse", columns: 5) == "a\nlighthouse")
    #expect(wordWrapped("", columns: 5) == "")
  }

  @Test("Colours take no room, and wide characters take two columns")
  func widths() {
    #expect(wordWrapped("\u{1B}[1;31mone\u{1B}[0m two", columns: 7) == "\u{1B}[1;31mone\u{1B}[0m two")
    #expect(wordWrapped("灯台 灯台", columns: 8) == "灯台\n灯台")
  }
}
