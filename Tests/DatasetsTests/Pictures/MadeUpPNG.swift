import CZlib

/// PNG files of every kind of pixel, written by the format's own pages (ISO/IEC 15948).
struct MadeUpPNG {
  enum Colours: Int, CaseIterable, Sendable {
    case grey = 0, colour = 2, palette = 3, greyAndOpacity = 4, colourAndOpacity = 6

    var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][rawValue] ?? 0 }
    var depths: [Int] { self == .grey ? [1, 2, 4, 8, 16] : self == .palette ? [1, 2, 4, 8] : [8, 16] }
  }

  var colours = Colours.colour
  var depth = 8
  var isInterlaced = false
  /// Whether a single colour, or the first of a palette, is transparent.
  var hasTransparentColour = false
  /// What the file says of gamma, and how much red and profile there is.
  var gamma: Double?
  var width = 9
  var height = 7

  /// The sample of a pixel as the file stores it.
  func sample(row: Int, column: Int, _ sample: Int) -> Int {
    let highest = colours == .palette ? min(palette.count, 1 << depth) - 1 : 1 << depth - 1
    let waves = (row * 7 + column * 11 + sample * 5 + row * column * 3) * max(1, highest / 40)
    return waves % (highest + 1)
  }

  /// Red, green and blue of each of twelve colours.
  var palette: [[UInt8]] { (0..<12).map { (index: UInt8) -> [UInt8] in [index * 20, 255 - index * 9, index * index] } }

  /// The bytes of the file.
  var bytes: [UInt8] {
    let passes: [(row: Int, column: Int, rows: Int, columns: Int)] =
      isInterlaced
      ? [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
      : [(0, 0, 1, 1)]
    var lines: [UInt8] = []
    for pass in passes where pass.column < width {
      for row in stride(from: pass.row, to: height, by: pass.rows) {
        lines += [0] + packed(row: row, columns: Array(stride(from: pass.column, to: width, by: pass.columns)))
      }
    }
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    file += chunk(
      "IHDR", big(width, 4) + big(height, 4) + [UInt8(depth), UInt8(colours.rawValue), 0, 0, isInterlaced ? 1 : 0])
    if let gamma { file += chunk("gAMA", big(Int(gamma * 100_000), 4)) }
    if colours == .palette { file += chunk("PLTE", palette.prefix(1 << depth).flatMap { $0 }) }
    if hasTransparentColour {
      switch colours {
      case .palette: file += chunk("tRNS", [0])
      case .grey: file += chunk("tRNS", big(sample(row: 0, column: 0, 0), 2))
      default: file += chunk("tRNS", (0..<3).flatMap { big(sample(row: 0, column: 0, $0), 2) })
      }
    }
    return file + chunk("IDAT", deflated(lines)) + chunk("IEND", [])
  }

  /// The samples of a row's columns, as many in a byte as there is room for.
  private func packed(row: Int, columns: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    var (bits, count) = (0, 0)
    for column in columns {
      for sample in 0..<colours.samples {
        bits = bits << depth | self.sample(row: row, column: column, sample)
        count += depth
        while count >= 8 {
          bytes.append(UInt8(truncatingIfNeeded: bits >> (count - 8)))
          count -= 8
          bits &= 1 << count - 1
        }
      }
    }
    return count > 0 ? bytes + [UInt8(truncatingIfNeeded: bits << (8 - count))] : bytes
  }

  /// Red, green, blue and opacity of a pixel as bytes: what is stored, spread over them and rounded.
  func pixel(row: Int, column: Int) -> (colour: [Int], opacity: Int) {
    let highest = 1 << depth - 1
    let stored = (0..<colours.samples).map { sample(row: row, column: column, $0) }
    let first = (0..<colours.samples).map { sample(row: 0, column: 0, $0) }
    let spread = stored.map { (Double($0) * 255 / Double(highest)).rounded(.toNearestOrAwayFromZero) }.map { Int($0) }
    let isTransparent = hasTransparentColour && (colours == .palette ? stored[0] == 0 : stored == first)
    switch colours {
    case .grey: return ([spread[0], spread[0], spread[0]], isTransparent ? 0 : 255)
    case .colour: return (spread, isTransparent ? 0 : 255)
    case .palette: return (palette[stored[0]].map { Int($0) }, isTransparent ? 0 : 255)
    case .greyAndOpacity: return ([spread[0], spread[0], spread[0]], spread[1])
    case .colourAndOpacity: return (Array(spread[..<3]), spread[3])
    }
  }

  private func big(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return big(data.count, 4) + body + big(Int(crc32(0, body, UInt32(body.count))), 4)
  }

  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var size = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(size))
    precondition(compress(&packed, &size, bytes, UInt(bytes.count)) == Z_OK)
    return Array(packed.prefix(Int(size)))
  }
}
