/// Characters whose upper and lower halves are a pixel each.
enum HalfBlocks {
  /// The bytes of a picture, a column for each of its own and a row for each two.
  static func bytes(of picture: Picture, hasTrueColor: Bool) -> [UInt8] {
    var cells = BlockCells(hasTrueColor: hasTrueColor)
    for y in stride(from: 0, to: picture.height, by: 2) {
      for x in 0..<picture.width {
        let below = y + 1 < picture.height ? picture.color(x, y + 1) : nil
        cells.append(.upperHalf, picture.color(x, y), on: below)
      }
      cells.endRow()
    }
    return Array(cells.text.utf8)
  }
}
