import CZlib
import Datasets

/// PNG files as `load images` reads them, their check sums mended so that what lies behind them is reached.
enum PNGTarget: PictureTarget {
  static let name = "png"
  static let reader: any PictureReader.Type = PNGReader.self

  static func prepared(_ bytes: [UInt8]) -> [UInt8] { bytes.count >= 24 ? mended(bytes) : bytes }

  private static func number(_ bytes: [UInt8], at place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The file with the check sum of each chunk right.
  private static func mended(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var place = 8
    while bytes.count - place >= 12, case let length = number(bytes, at: place), length <= bytes.count - place - 12 {
      let sum = bytes[place + 4..<place + 8 + length].withUnsafeBufferPointer {
        crc32(0, $0.baseAddress, UInt32($0.count))
      }
      for index in 0..<4 { bytes[place + 8 + length + index] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * index)) }
      place += 12 + length
    }
    return bytes
  }
}
