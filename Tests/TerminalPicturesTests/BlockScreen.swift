/// What a terminal shows of characters and colours, as quarters of cells.
struct BlockScreen {
  /// A quarter's colour as red, green and blue; nil is the terminal's background.
  typealias Color = [Int]?

  /// For each row of half cells, the colours of its quarters.
  private(set) var quarters: [[Color]] = []
  /// How many codes for colours there were.
  private(set) var codes = 0

  private static let characters: [Character: [Bool]] = [
    " ": [false, false, false, false], "▗": [false, false, false, true], "▖": [false, false, true, false],
    "▄": [false, false, true, true], "▝": [false, true, false, false], "▐": [false, true, false, true],
    "▞": [false, true, true, false], "▟": [false, true, true, true], "▘": [true, false, false, false],
    "▚": [true, false, false, true], "▌": [true, false, true, false], "▙": [true, false, true, true],
    "▀": [true, true, false, false], "▜": [true, true, false, true], "▛": [true, true, true, false],
    "█": [true, true, true, true],
  ]

  /// Nil where there is anything else than blocks and codes for colours, or a line does not end in its own colours.
  init?(_ bytes: [UInt8]) {
    let text = Array(String(decoding: bytes, as: UTF8.self))
    guard text.isEmpty || text.last == "\n" else { return nil }
    var foreground: Color = nil
    var background: Color = nil
    var rows: (upper: [Color], lower: [Color]) = ([], [])
    var index = 0
    while index < text.count {
      let character = text[index]
      index += 1
      if character == "\n" {
        guard foreground == nil, background == nil else { return nil }
        quarters += [rows.upper, rows.lower]
        rows = ([], [])
      } else if let filled = Self.characters[character] {
        let colors = filled.map { $0 ? foreground : background }
        // A foreground that was never set is not the background.
        if filled.contains(true), foreground == nil { return nil }
        rows.upper += colors[..<2]
        rows.lower += colors[2...]
      } else {
        guard character == "\u{1B}", index < text.count, text[index] == "[",
          let end = text[index...].firstIndex(of: "m")
        else { return nil }
        var numbers = String(text[(index + 1)..<end]).split(separator: ";").compactMap { Int($0) }[...]
        index = end + 1
        codes += 1
        while let code = numbers.popFirst() {
          switch code {
          case 0: (foreground, background) = (nil, nil)
          case 49: background = nil
          case 38, 48:
            guard let color = Self.color(&numbers) else { return nil }
            if code == 38 { foreground = color } else { background = color }
          default: return nil
          }
        }
      }
    }
  }

  private static func color(_ numbers: inout ArraySlice<Int>) -> [Int]? {
    switch numbers.popFirst() {
    case 2:
      guard numbers.count >= 3 else { return nil }
      defer { numbers.removeFirst(3) }
      return Array(numbers.prefix(3))
    case 5:
      guard let index = numbers.popFirst(), (16...255).contains(index) else { return nil }
      if index >= 232 { return [Int](repeating: 8 + 10 * (index - 232), count: 3) }
      let levels = [0, 95, 135, 175, 215, 255]
      return [levels[(index - 16) / 36], levels[(index - 16) / 6 % 6], levels[(index - 16) % 6]]
    default: return nil
    }
  }

  /// A pixel of a picture whose pixels are half cells.
  func half(_ x: Int, _ y: Int) -> Color { quarters[y][2 * x] }
}
