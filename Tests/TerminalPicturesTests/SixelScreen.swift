/// What a terminal shows of sixels.
struct SixelScreen {
  let width: Int
  let height: Int
  /// Red, green and blue in percent, row after row; nil is the terminal's background.
  private(set) var pixels: [[Int]?]
  /// Red, green and blue of each colour, in percent.
  private(set) var palette: [Int: [Int]] = [:]

  /// Nil where the bytes are not one whole picture of sixels.
  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let beginning = "\u{1B}P0;1;0q\"1;1;"
    guard text.hasPrefix(beginning), text.hasSuffix("\u{1B}\\") else { return nil }
    var rest = text.dropFirst(beginning.count).dropLast(2)
    func number() -> Int? {
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return Int(digits)
    }
    func skip(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let width = number(), skip(";"), let height = number() else { return nil }
    self.width = width
    self.height = height
    pixels = Array(repeating: nil, count: width * height)
    var color: Int?
    var (x, y) = (0, 0)
    while let character = rest.first {
      var count = 1
      switch character {
      case "#":
        rest = rest.dropFirst()
        guard let index = number() else { return nil }
        if skip(";") {
          guard number() == 2, skip(";"), let red = number(), skip(";"), let green = number(), skip(";"),
            let blue = number(), max(red, green, blue) <= 100
          else { return nil }
          palette[index] = [red, green, blue]
        }
        color = index
        continue
      case "$":
        rest = rest.dropFirst()
        x = 0
        continue
      case "-":
        rest = rest.dropFirst()
        (x, y) = (0, y + 6)
        continue
      case "!":
        rest = rest.dropFirst()
        guard let run = number(), run > 0 else { return nil }
        count = run
      default: break
      }
      guard let sixel = rest.first?.asciiValue, (63...126).contains(sixel), let color, let drawn = palette[color]
      else { return nil }
      rest = rest.dropFirst()
      for column in x..<x + count {
        for bit in 0..<6 where (sixel - 63) >> UInt8(bit) & 1 == 1 {
          guard column < width, y + bit < height, pixels[(y + bit) * width + column] == nil else { return nil }
          pixels[(y + bit) * width + column] = drawn
        }
      }
      x += count
    }
  }
}
