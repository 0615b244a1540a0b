/// DEC's sixels: bands of six rows, colour after colour.
enum Sixels {
  static func bytes(of picture: Picture, diffusesErrors: Bool) -> [UInt8] {
    let palette = ColorPalette(of: picture, atMost: 256)
    let indices = self.indices(of: picture, in: palette, diffusesErrors: diffusesErrors && !palette.isExact)
    // What no colour is drawn on keeps the terminal's background; pixels are square.
    var bytes = Array("\u{1B}P0;1;0q\"1;1;\(picture.width);\(picture.height)".utf8)
    for (index, color) in palette.colors.enumerated() {
      let parts = [color.red, color.green, color.blue].map { "\((Int($0) * 100 + 127) / 255)" }
      bytes += Array("#\(index);2;\(parts.joined(separator: ";"))".utf8)
    }
    for top in stride(from: 0, to: picture.height, by: 6) {
      if top > 0 { bytes.append(UInt8(ascii: "-")) }
      appendBand(top..<min(top + 6, picture.height), of: picture, indices, to: &bytes)
    }
    return bytes + [0x1B, UInt8(ascii: "\\")]
  }

  /// A row of sixels for each colour of the band, one over the other.
  private static func appendBand(_ rows: Range<Int>, of picture: Picture, _ indices: [Int16], to bytes: inout [UInt8]) {
    var sixels: [Int16: [UInt8]] = [:]
    for y in rows {
      for x in 0..<picture.width {
        let index = indices[y * picture.width + x]
        if index < 0 { continue }
        sixels[index, default: [UInt8](repeating: 0, count: picture.width)][x] |= 1 << UInt8(y - rows.lowerBound)
      }
    }
    for (place, (index, row)) in sixels.sorted(by: { $0.key < $1.key }).enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: "$")) }
      bytes += Array("#\(index)".utf8)
      let end = (row.lastIndex { $0 != 0 } ?? -1) + 1
      var x = 0
      while x < end {
        let run = row[x..<end].prefix { $0 == row[x] }.count
        let character = row[x] + 63
        if run > 3 {
          bytes += Array("!\(run)".utf8) + [character]
        } else {
          bytes += [UInt8](repeating: character, count: run)
        }
        x += run
      }
    }
  }

  /// Each pixel's place in the palette, or -1 where it is not drawn.
  private static func indices(of picture: Picture, in palette: ColorPalette, diffusesErrors: Bool) -> [Int16] {
    var places: [PixelColor: Int] = [:]
    if palette.isExact {
      for (index, color) in palette.colors.enumerated() { places[color] = index }
    }
    func place(_ color: PixelColor) -> Int {
      if let known = places[color] { return known }
      let found = palette.nearest(to: color)
      places[color] = found
      return found
    }
    var indices = [Int16](repeating: -1, count: picture.width * picture.height)
    // The errors that this row and the next one are to make up for, a pixel more at either end.
    var errors = [SIMD4<Float>](repeating: .zero, count: picture.width + 2)
    var below = errors
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        guard var color = picture.color(x, y) else { continue }
        guard diffusesErrors else {
          indices[y * picture.width + x] = Int16(place(color))
          continue
        }
        let wanted = SIMD4(Float(color.red), Float(color.green), Float(color.blue), 0) + errors[x + 1]
        let rounded = wanted.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255)).rounded(.toNearestOrEven)
        // Four levels less make no difference to see, and colours that come again.
        color = PixelColor(
          red: UInt8(rounded.x) & 0xFC, green: UInt8(rounded.y) & 0xFC, blue: UInt8(rounded.z) & 0xFC)
        let index = place(color)
        indices[y * picture.width + x] = Int16(index)
        let drawn = palette.colors[index]
        let bound = SIMD4<Float>(repeating: 64)
        let error = (wanted - SIMD4(Float(drawn.red), Float(drawn.green), Float(drawn.blue), 0)).clamped(
          lowerBound: -bound, upperBound: bound)
        errors[x + 2] += error * (7 / 16)
        below[x] += error * (3 / 16)
        below[x + 1] += error * (5 / 16)
        below[x + 2] += error * (1 / 16)
      }
      (errors, below) = (below, [SIMD4<Float>](repeating: .zero, count: picture.width + 2))
    }
    return indices
  }
}
