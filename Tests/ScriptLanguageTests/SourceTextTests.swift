import ScriptLanguage
import Testing

@Suite struct SourceTextTests {
  @Test func linesEndInThreeWaysAndColumnsCountCharacters() {
    let source = SourceText(name: "a", text: "ab\r\n\t👩‍🔬e\u{301}x\rlast\n")
    #expect(source.lineStarts.count == 4)
    #expect(source.position(at: 4) == SourcePosition(line: 2, column: 1))
    let x = source.bytes.firstIndex(of: UInt8(ascii: "x")) ?? 0
    #expect(source.position(at: x) == SourcePosition(line: 2, column: 4))
    #expect(source.offset(line: 2, column: 4) == x)
    #expect(source.position(at: x + 2) == SourcePosition(line: 3, column: 1))
    #expect(source.position(at: 10_000) == SourcePosition(line: 4, column: 1))
    #expect(source.offset(line: 99, column: 99) == source.bytes.count)
    #expect(source.text(in: source.lineContent(0)) == "ab")
  }

  @Test func aByteOrderMarkIsDropped() throws {
    let source = try SourceText(name: "a", bytes: [0xEF, 0xBB, 0xBF, 0x78])
    #expect(source.text == "x")
    #expect(SourceText(name: "a", text: "").position(at: 0) == SourcePosition(line: 1, column: 1))
  }

  @Test func bytesThatAreNoText() {
    #expect(
      error(Array("é\nab".utf8) + [0xFF, 0x20])
        == "a:2:3: error: a script is UTF-8 text, and the byte 0xFF here is none: save the file as UTF-8")
    #expect(
      error(Array("é".utf8) + [0xC3])
        == "a:1:2: error: a script is UTF-8 text, and the byte 0xC3 here is none: save the file as UTF-8")
    #expect(error([0xFF, 0xD8, 0xFF, 0xE0, 0]) == "a: error: a script is text, and this is a JPEG")
    #expect(error(Array("<!DOCTYPE html>".utf8)) == "a: error: a script is text, and this is an HTML page")
    // Names of variables may begin as some files do.
    for text in ["P6 = 3", "GIF8 = 1", "BZh = 2", "BM = 1", "PK = 2"] { #expect(error(Array(text.utf8)) == "") }
    #expect(error([0x78, 0x0A, 0x00]) == "a:2:1: error: a script is UTF-8 text, and this file holds a zero byte")
  }

  private func error(_ bytes: [UInt8]) -> String {
    do {
      _ = try SourceText(name: "a", bytes: bytes)
      return ""
    } catch { return error.description }
  }
}
