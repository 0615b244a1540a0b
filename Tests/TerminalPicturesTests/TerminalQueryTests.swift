import Foundation
import TerminalPictures
import Testing

@Suite struct TerminalQueryTests {
  private func parse(_ text: String) -> (TerminalAnswers, Bool, String) {
    let (answers, isComplete, leftOver) = TerminalAnswers.parse(Array(text.utf8))
    return (answers, isComplete, String(decoding: leftOver, as: UTF8.self))
  }

  @Test func answersAreFoundAmongWhatIsTyped() {
    let (answers, isComplete, leftOver) = parse(
      "ab\u{1B}_Gi=31;OK\u{1B}\\c\u{1B}[A\u{1B}[6;19;9td\u{1B}[?62;4;22ce\u{1B}[200~é")
    #expect(answers.hasSixel && answers.hasKittyGraphics)
    #expect(answers.cell == TerminalScreen.Cell(width: 9, height: 19))
    #expect(isComplete)
    #expect(leftOver == "abc\u{1B}[Ade\u{1B}[200~é")
  }

  @Test("What a terminal cannot do it does not answer, or denies", arguments: ["\u{1B}[?1;2c", "\u{1B}[?64;14;40c"])
  func denials(attributes: String) {
    let (answers, isComplete, leftOver) = parse("\u{1B}_Gi=31;ENOTSUP:no\u{1B}\\\u{1B}[6;0;0t" + attributes)
    #expect(answers == TerminalAnswers())
    #expect(isComplete && leftOver.isEmpty)
  }

  @Test("What is no answer is left over", arguments: ["", "\u{1B}", "\u{1B}[?62;4", "\u{1B}_Gi=31;OK", "\u{1B}[5;3t"])
  func incomplete(text: String) {
    let (answers, isComplete, leftOver) = parse(text)
    #expect(answers == TerminalAnswers())
    #expect(!isComplete)
    #expect(leftOver == text)
  }

  /// Asks over a terminal of its own, at which a thread types once the questions are there.
  private func ask(answering text: String, within milliseconds: Int) throws -> (TerminalAnswers, String)? {
    let main = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(main >= 0)
    var lock: Int32 = 0
    var number: Int32 = 0
    try #require(ioctl(main, 0x4004_5431, &lock) == 0 && ioctl(main, 0x8004_5430, &number) == 0)
    let side = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(side >= 0)
    defer {
      close(main)
      close(side)
    }
    // A thread of its own, since those of a pool may all be waiting.
    let typing = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      defer { typing.signal() }
      var asked = ""
      var chunk = [UInt8](repeating: 0, count: 1024)
      while !asked.hasSuffix("\u{1B}[c") {
        let count = read(main, &chunk, chunk.count)
        if count <= 0 { return }
        asked += String(decoding: chunk[..<count], as: UTF8.self)
      }
      _ = Array(text.utf8).withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
    }
    var before = termios()
    var after = termios()
    tcgetattr(side, &before)
    let result = TerminalQuery.ask(input: side, output: side, milliseconds: milliseconds)
    typing.wait()
    tcgetattr(side, &after)
    #expect(before.c_lflag == after.c_lflag && before.c_iflag == after.c_iflag)
    return result.map { ($0.answers, String(decoding: $0.leftOver, as: UTF8.self)) }
  }

  @Test func aTerminalIsAsked() throws {
    let (answers, leftOver) = try #require(
      try ask(answering: "x\u{1B}_Gi=31;OK\u{1B}\\y\u{1B}[?62;22c", within: 60_000))
    #expect(answers.hasKittyGraphics && !answers.hasSixel)
    #expect(leftOver == "xy")
  }

  @Test func aTerminalThatSaysNothingIsNotWaitedForLong() throws {
    let (answers, leftOver) = try #require(try ask(answering: "", within: 20))
    #expect(answers == TerminalAnswers())
    #expect(leftOver.isEmpty)
  }

  @Test func whatIsNoTerminalIsNotAsked() {
    let pipe = Pipe()
    let result = withExtendedLifetime(pipe) {
      TerminalQuery.ask(
        input: pipe.fileHandleForReading.fileDescriptor, output: pipe.fileHandleForWriting.fileDescriptor)
    }
    #expect(result == nil)
  }
}
