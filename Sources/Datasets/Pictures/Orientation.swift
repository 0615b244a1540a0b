/// How a picture lies in its file, as EXIF numbers it (CIPA DC-008, section 4.6.4, tag 0x0112).
enum Orientation: Int {
  case upright = 1
  case mirrored, upsideDown, flipped, transposed, turnedLeft, transversed, turnedRight

  /// Whether its rows are the columns of what it shows.
  var liesOnItsSide: Bool { rawValue >= 5 }

  /// The orientation that a block of EXIF tells; nil where it tells none.
  init?(exif: [UInt8]) {
    let isSmall: Bool
    switch exif.prefix(4) {
    case [0x49, 0x49, 42, 0]: isSmall = true
    case [0x4d, 0x4d, 0, 42]: isSmall = false
    default: return nil
    }
    func number(_ count: Int, _ place: Int) -> Int? {
      isSmall ? exif.small(count, at: place) : exif.big(count, at: place)
    }
    guard let directory = number(4, 4), let count = number(2, directory) else { return nil }
    for entry in 0..<count {
      let place = directory + 2 + 12 * entry
      guard let tag = number(2, place) else { return nil }
      if tag == 0x0112 {
        guard number(2, place + 2) == 3, let value = number(2, place + 8) else { return nil }
        self.init(rawValue: value)
        return
      }
    }
    return nil
  }

  /// A picture as it is to be seen.
  func upright(_ picture: Picture) -> Picture {
    guard self != .upright else { return picture }
    let (size, stride) = (liesOnItsSide ? picture.size.turned : picture.size, picture.layout.rawValue)
    let (lastRow, lastColumn) = (picture.size.height - 1, picture.size.width - 1)
    let samples = [UInt8](unsafeUninitializedCapacity: picture.samples.count) { target, filled in
      for row in 0..<size.height {
        for column in 0..<size.width {
          let (fromRow, fromColumn) =
            switch self {
            case .upright: (row, column)
            case .mirrored: (row, lastColumn - column)
            case .upsideDown: (lastRow - row, lastColumn - column)
            case .flipped: (lastRow - row, column)
            case .transposed: (column, row)
            case .turnedLeft: (lastRow - column, row)
            case .transversed: (lastRow - column, lastColumn - row)
            case .turnedRight: (column, lastColumn - row)
            }
          let (to, from) = ((row * size.width + column) * stride, (fromRow * picture.size.width + fromColumn) * stride)
          for sample in 0..<stride { target[to + sample] = picture.samples[from + sample] }
        }
      }
      filled = picture.samples.count
    }
    return Picture(size: size, layout: picture.layout, samples: samples)
  }
}
