package import Basics

/// Windows' bitmaps: with a palette, of 16, 24 and 32 bits, plain or in runs (Microsoft's pages BITMAPFILEHEADER,
/// BITMAPV5HEADER, and "Bitmap Compression").
package enum BMPReader: PictureReader {
  package static let kind = FileKind.bmp
  package static let trait: PictureTrait? = nil
  package static let endings = ["bmp", "dib"]

  package static func size(_ beginning: [UInt8]) -> PictureSize? { (try? Header(beginning, path: ""))?.size }

  package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
    let header = try Header(bytes, path: path)
    // A run of two bytes makes up to 255 pixels; what is not in runs has a bit for each.
    try PictureLimits.check(header.size, path: path, kind: kind, byteCount: bytes.count, pixelsOfByte: 255)
    guard header.start <= bytes.count else {
      throw PictureError.damaged(path, kind, "pixels from byte \(header.start) of \(bytes.count)")
    }
    let rows = bytes[header.start...]
    switch header.packing {
    case .runs: return try header.indexed(Self.unpacked(rows, header, path: path, unless: stop), path: path)
    case .plain, .masks: return try plain(rows, header, path: path, unless: stop)
    }
  }

  /// How pixels are written.
  private enum Packing { case plain, runs, masks }

  /// A part of a pixel's bits that is one of its samples.
  private struct Mask {
    let bits: UInt32

    /// The sample spread over a byte.
    func sample(_ pixel: UInt32) -> UInt8 {
      guard bits != 0 else { return 0 }
      let shift = bits.trailingZeroBitCount
      let highest = UInt64(bits >> shift)
      return UInt8(min(255, (UInt64((pixel & bits) >> shift) * 255 + highest / 2) / highest))
    }
  }

  private struct Header {
    let size: PictureSize
    let start: Int
    let bits: Int
    let packing: Packing
    /// Whether the first row that is stored is the highest.
    let isUpright: Bool
    /// Red, green and blue.
    let palette: [[UInt8]]
    /// Red, green, blue, and opacity where there is one.
    let masks: [Mask]

    init(_ bytes: [UInt8], path: String) throws {
      func damaged(_ reason: String) -> PictureError { .damaged(path, kind, reason) }
      guard let start = bytes.small(4, at: 10), let length = bytes.small(4, at: 14), length == 12 || length >= 40,
        bytes.count >= 14 + (length == 12 ? 12 : 40)
      else { throw damaged("its header is too short") }
      let isOld = length == 12
      let width = isOld ? bytes.small(2, at: 18) : bytes.small(4, at: 18).map { Int(Int32(truncatingIfNeeded: $0)) }
      let height = isOld ? bytes.small(2, at: 20) : bytes.small(4, at: 22).map { Int(Int32(truncatingIfNeeded: $0)) }
      guard let width, let height, width > 0, height != 0, let bits = bytes.small(2, at: isOld ? 24 : 28) else {
        throw damaged("it has no size")
      }
      size = PictureSize(height: abs(height), width: width)
      isUpright = height < 0
      (self.start, self.bits) = (start, bits)
      let compression = isOld ? 0 : bytes.small(4, at: 30) ?? 0
      switch (compression, bits) {
      case (0, 1), (0, 4), (0, 8), (0, 16), (0, 24), (0, 32): packing = .plain
      case (1, 8), (2, 4): packing = .runs
      case (3, 16), (3, 32), (6, 16), (6, 32): packing = .masks
      default: throw damaged("\(bits) bits a pixel with packing \(compression)")
      }
      if packing == .masks {
        let places = [54, 58, 62, 66].prefix(length >= 56 || compression == 6 ? 4 : 3)
        masks = places.map { Mask(bits: UInt32(bytes.small(4, at: $0) ?? 0)) }
      } else {
        masks = (bits == 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff_0000, 0xff00, 0xff]).map { Mask(bits: $0) }
      }
      guard bits <= 8 else {
        palette = []
        return
      }
      let told = isOld ? 0 : bytes.small(4, at: 46) ?? 0
      let entry = isOld ? 3 : 4
      let first = 14 + length
      // Never more than the file has, and pixels can name.
      let count = max(0, min(told == 0 ? 1 << bits : told, 1 << bits, (bytes.count - first) / entry))
      palette = (0..<count).map { index in
        let place = first + index * entry
        return [bytes[place + 2], bytes[place + 1], bytes[place]]
      }
    }

    /// A picture of numbers of the palette, `[row, column]`.
    func indexed(_ indices: [UInt8], path: String) throws -> Picture {
      let isGrey = palette.allSatisfy { $0[0] == $0[1] && $0[1] == $0[2] }
      var samples: [UInt8] = []
      samples.reserveCapacity(indices.count * (isGrey ? 1 : 3))
      for index in indices {
        guard Int(index) < palette.count else {
          throw PictureError.damaged(path, kind, "colour \(index) of a palette of \(palette.count)")
        }
        if isGrey { samples.append(palette[Int(index)][0]) } else { samples += palette[Int(index)] }
      }
      return Picture(size: size, layout: isGrey ? .grey : .colour, samples: samples)
    }

    /// The row of the picture that is stored at a place.
    func row(_ stored: Int) -> Int { isUpright ? stored : size.height - 1 - stored }
  }

  /// Pixels of as many bits each, a row padded to four bytes.
  private static func plain(
    _ bytes: ArraySlice<UInt8>, _ header: Header, path: String, unless stop: StopFlag
  ) throws -> Picture {
    let (size, bits) = (header.size, header.bits)
    let rowBytes = (size.width * bits + 31) / 32 * 4
    // The padding of the last row may be missing.
    let needed = rowBytes * (size.height - 1) + (size.width * bits + 7) / 8
    guard bytes.count >= needed else {
      throw PictureError.damaged(path, kind, "\(bytes.count) of \(needed) bytes; the file is truncated")
    }
    let perPixel = bits <= 8 ? 1 : header.masks.count
    var samples = [UInt8](repeating: 0, count: size.pixelCount * perPixel)
    for stored in 0..<size.height {
      try stop.check()
      let start = bytes.startIndex + stored * rowBytes
      let target = header.row(stored) * size.width * perPixel
      for column in 0..<size.width {
        if bits <= 8 {
          let shift = 8 - bits - column * bits % 8
          samples[target + column] = bytes[start + column * bits / 8] >> shift & UInt8(1 << bits - 1)
        } else {
          let place = start + column * bits / 8
          let pixel = bytes[place..<place + bits / 8].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
          for (sample, mask) in header.masks.enumerated() {
            samples[target + column * perPixel + sample] = mask.sample(pixel)
          }
        }
      }
    }
    if bits <= 8 { return try header.indexed(samples, path: path) }
    let hasOpacity = perPixel == 4 && header.masks[3].bits != 0
    if perPixel == 4, !hasOpacity {
      samples = (0..<size.pixelCount).flatMap { samples[4 * $0..<4 * $0 + 3] }
    }
    return Picture(size: size, layout: hasOpacity ? .colourAndOpacity : .colour, samples: samples)
  }

  /// Numbers of the palette out of runs of bytes, or of half bytes by turns.
  private static func unpacked(
    _ bytes: ArraySlice<UInt8>, _ header: Header, path: String, unless stop: StopFlag
  ) throws -> [UInt8] {
    let (size, isHalf) = (header.size, header.bits == 4)
    var indices = [UInt8](repeating: 0, count: size.pixelCount)
    var place = bytes.startIndex
    var (row, column) = (0, 0)
    func next() throws -> UInt8 {
      guard place < bytes.endIndex else {
        throw PictureError.damaged(path, kind, "its runs have no end; the file is truncated")
      }
      defer { place += 1 }
      return bytes[place]
    }
    func put(_ index: UInt8) throws {
      guard row < size.height, column < size.width else {
        throw PictureError.damaged(path, kind, "a run beyond row \(row), column \(column)")
      }
      indices[header.row(row) * size.width + column] = index
      column += 1
    }
    while true {
      try stop.check()
      let (count, value) = (Int(try next()), try next())
      if count > 0 {
        for pixel in 0..<count { try put(isHalf ? (pixel % 2 == 0 ? value >> 4 : value & 15) : value) }
        continue
      }
      switch value {
      case 0: (row, column) = (row + 1, 0)
      case 1: return indices
      case 2:
        column += Int(try next())
        row += Int(try next())
      default:
        let length = isHalf ? (Int(value) + 1) / 2 : Int(value)
        for byte in 0..<length {
          let pair = try next()
          if isHalf {
            try put(pair >> 4)
            if 2 * byte + 1 < Int(value) { try put(pair & 15) }
          } else {
            try put(pair)
          }
        }
        if length % 2 == 1 { _ = try next() }
      }
    }
  }
}
