import Basics
import Testing

@Suite struct CharacterWidthTests {
  @Test("Every character that is shown as a picture takes two columns")
  func pictures() {
    let narrow = (UInt32(0)...0x1FFFF).lazy.compactMap(Unicode.Scalar.init).filter {
      $0.properties.isEmojiPresentation && $0.columns != 2
    }
    #expect(narrow.map { String($0.value, radix: 16) } == [])
  }

  @Test("Blocks of wide characters begin and end where Unicode has them")
  func blocks() {
    for (before, first, last, behind) in [
      ("\u{10FF}", "\u{1100}", "\u{115F}", "\u{1160}"), ("\u{2319}", "\u{231A}", "\u{231B}", "\u{231C}"),
      ("\u{2E7F}", "\u{2E80}", "\u{303E}", "\u{303F}"), ("\u{3040}", "\u{3041}", "\u{33FF}", "\u{4DC0}"),
      ("\u{4DFF}", "\u{4E00}", "\u{9FFF}", "\u{A4D0}"), ("\u{ABFF}", "\u{AC00}", "\u{D7A3}", "\u{D7B0}"),
      ("\u{FEFE}", "\u{FF01}", "\u{FF60}", "\u{FF61}"), ("\u{1F2FF}", "\u{1F300}", "\u{1F64F}", "\u{1F650}"),
    ] as [(Unicode.Scalar, Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)] {
      #expect([before, first, last, behind].map(\.columns) == [1, 2, 2, 1], "\(first)")
    }
  }

  @Test("Marks join the character before, and everything before them in Unicode takes a column")
  func marks() {
    for mark in ["\u{300}", "\u{36F}", "\u{20DD}", "\u{200D}", "\u{FE0F}"] as [Unicode.Scalar] {
      #expect(mark.columns == 0)
    }
    for letter in ["a", "\u{A0}", "\u{AD}", "é", "ß", "\u{2FF}", "Ω", "█", "…"] as [Unicode.Scalar] {
      #expect(letter.columns == 1)
    }
  }
}
