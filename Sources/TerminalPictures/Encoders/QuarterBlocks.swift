/// Characters whose quarters are filled or not: twice as many pixels across as half blocks have, in two colours a cell.
enum QuarterBlocks {
  /// The splits of a cell into two, each once.
  private static let splits = (1...7).map { BlockQuarters(rawValue: UInt8($0)) }

  /// The bytes of a picture, a cell for each two of its columns and rows.
  static func bytes(of picture: Picture, hasTrueColor: Bool) -> [UInt8] {
    var cells = BlockCells(hasTrueColor: hasTrueColor)
    for y in stride(from: 0, to: picture.height, by: 2) {
      for x in stride(from: 0, to: picture.width, by: 2) {
        let pixels = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)].map { x, y in
          x < picture.width && y < picture.height ? picture.color(x, y) : nil
        }
        let (quarters, color, other) = split(pixels)
        cells.append(quarters, color, on: other)
      }
      cells.endRow()
    }
    return Array(cells.text.utf8)
  }

  /// The quarters and the two colours that come nearest to four pixels; transparent ones stand by themselves.
  private static func split(_ pixels: [PixelColor?]) -> (BlockQuarters, PixelColor?, PixelColor?) {
    let opaque = pixels.enumerated().reduce(UInt8(0)) { $1.element == nil ? $0 : $0 | 8 >> UInt8($1.offset) }
    if opaque != 15 {
      let quarters = BlockQuarters(rawValue: opaque)
      return (quarters, mean(of: pixels, in: quarters).color, nil)
    }
    var best = (quarters: BlockQuarters.upperHalf, color: PixelColor?.none, other: PixelColor?.none)
    var least = Int.max
    for quarters in splits {
      let (color, error) = mean(of: pixels, in: quarters)
      let (other, otherError) = mean(of: pixels, in: quarters.inverse)
      if error + otherError < least {
        least = error + otherError
        best = (quarters, color, other)
      }
    }
    return best
  }

  /// The mean colour of some of four pixels, and how far they are from it.
  private static func mean(of pixels: [PixelColor?], in quarters: BlockQuarters) -> (color: PixelColor?, error: Int) {
    let chosen = (0..<4).compactMap { quarters.rawValue & (8 >> UInt8($0)) != 0 ? pixels[$0] : nil }
    guard !chosen.isEmpty else { return (nil, 0) }
    func mean(_ channel: KeyPath<PixelColor, UInt8>) -> UInt8 {
      UInt8((chosen.reduce(0) { $0 + Int($1[keyPath: channel]) } + chosen.count / 2) / chosen.count)
    }
    let color = PixelColor(red: mean(\.red), green: mean(\.green), blue: mean(\.blue))
    return (color, chosen.reduce(0) { $0 + $1.distance(to: color) })
  }
}
