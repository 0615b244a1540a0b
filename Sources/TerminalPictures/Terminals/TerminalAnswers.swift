/// What a terminal says of itself when it is asked.
public struct TerminalAnswers: Hashable, Sendable {
  /// Whether it draws sixels.
  public var hasSixel = false
  /// Whether it knows kitty's graphics protocol.
  public var hasKittyGraphics = false
  /// The size of a cell.
  public var cell: TerminalScreen.Cell?

  /// The answers of a terminal that says nothing.
  public init() {}

  /// Asks for kitty's graphics, for the size of a cell, and, which all terminals answer, for what the terminal is.
  static let request = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[16t\u{1B}[c"

  /// Finds the answers in what was read.
  ///
  /// - Returns: the answers; whether the last one is there; all bytes that belong to none of them.
  package static func parse(_ bytes: [UInt8]) -> (answers: TerminalAnswers, isComplete: Bool, leftOver: [UInt8]) {
    var answers = TerminalAnswers()
    var isComplete = false
    var leftOver: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let rest = bytes[index...]
      if let (body, end) = string(in: rest) {
        if body.starts(with: Array("Gi=31".utf8)) {
          answers.hasKittyGraphics = body.suffix(3).elementsEqual(";OK".utf8)
          index = end
          continue
        }
      } else if let (parameters, final, end) = control(in: rest) {
        if final == UInt8(ascii: "c"), parameters.hasPrefix("?") {
          answers.hasSixel = parameters.dropFirst().split(separator: ";").dropFirst().contains("4")
          isComplete = true
          index = end
          continue
        }
        let numbers = parameters.split(separator: ";").map { Int($0) }
        if final == UInt8(ascii: "t"), numbers.count == 3, numbers[0] == 6, let height = numbers[1],
          let width = numbers[2]
        {
          answers.cell = TerminalScreen.Cell(width: width, height: height)
          index = end
          continue
        }
      }
      leftOver.append(bytes[index])
      index += 1
    }
    return (answers, isComplete, leftOver)
  }

  /// The body of an application's string at the start, and where it ends.
  private static func string(in bytes: ArraySlice<UInt8>) -> (body: ArraySlice<UInt8>, end: Int)? {
    guard bytes.starts(with: [0x1B, UInt8(ascii: "_")]) else { return nil }
    let start = bytes.startIndex + 2
    guard let end = bytes[start...].firstIndex(of: 0x1B), end + 1 < bytes.endIndex, bytes[end + 1] == UInt8(ascii: "\\")
    else { return nil }
    return (bytes[start..<end], end + 2)
  }

  /// The parameters of a control sequence at the start, the character that ends it, and where that is.
  private static func control(in bytes: ArraySlice<UInt8>) -> (parameters: String, final: UInt8, end: Int)? {
    guard bytes.starts(with: [0x1B, UInt8(ascii: "[")]) else { return nil }
    let start = bytes.startIndex + 2
    guard let end = bytes[start...].firstIndex(where: { !(0x30...0x3F).contains($0) }),
      (0x40...0x7E).contains(bytes[end])
    else { return nil }
    return (String(decoding: bytes[start..<end], as: UTF8.self), bytes[end], end + 1)
  }
}
