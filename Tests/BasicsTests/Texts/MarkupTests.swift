import Basics
import Testing

@Suite struct MarkupTests {
  @Test("Text in markup says what it says, and ends no element, attribute or line")
  func escapes() {
    #expect("<b title='a' id=\"c\">&amp;".inMarkup == "&lt;b title=&#39;a&#39; id=&quot;c&quot;&gt;&amp;amp;")
    #expect("one\n\ttwo ü 日".inMarkup == "one\n\ttwo ü 日")
    #expect("a\u{0}b\u{1B}c\u{7F}\u{85}\r".inMarkup == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}\u{FFFD}")
  }
}
