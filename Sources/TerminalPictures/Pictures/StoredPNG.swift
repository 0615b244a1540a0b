/// Pixels as a PNG file that is not compressed, for terminals that take nothing but files.
enum StoredPNG {
  static func bytes(of picture: Picture) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(picture.height * (4 * picture.width + 1))
    for y in 0..<picture.height {
      rows.append(0)
      rows += picture.pixels[4 * y * picture.width..<4 * (y + 1) * picture.width]
    }
    let header = word(picture.width) + word(picture.height) + [8, 6, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", stored(rows))
      + chunk("IEND", [])
  }

  private static func word(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// A zlib stream whose blocks are stored as they are.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let count = min(65535, bytes.count - start)
      stream.append(start + count == bytes.count ? 1 : 0)
      stream += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8((~count >> 8) & 255)]
      stream += bytes[start..<start + count]
      start += count
    } while start < bytes.count
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65521
      high = (high + low) % 65521
    }
    return stream + word(high << 16 | low)
  }

  private static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + bytes
    var remainder: UInt32 = .max
    for byte in body {
      remainder = table[Int((remainder ^ UInt32(byte)) & 255)] ^ (remainder >> 8)
    }
    return word(bytes.count) + body + word(Int(~remainder))
  }

  /// The remainders of the cyclic redundancy check, for every byte.
  private static let table: [UInt32] = (UInt8.min...UInt8.max).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
  }
}
