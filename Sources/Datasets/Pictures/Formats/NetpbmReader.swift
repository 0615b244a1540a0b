package import Basics

/// Netpbm's bitmaps, greymaps and pixmaps, as text (`P1` to `P3`) and as bytes (`P4` to `P6`): the manual pages pbm, pgm
/// and ppm.
package enum NetpbmReader: PictureReader {
  package static let kind = FileKind.netpbm
  package static let trait: PictureTrait? = nil
  package static let endings = ["ppm", "pgm", "pbm", "pnm"]

  package static func size(_ beginning: [UInt8]) -> PictureSize? {
    var text = Text(beginning[...])
    return try? text.header(path: "").size
  }

  package static func decode(_ bytes: [UInt8], path: String, unless stop: StopFlag) throws -> Picture {
    var text = Text(bytes[...])
    let header = try text.header(path: path)
    let samplesOfPixel = header.isColour ? 3 : 1
    // A bit is a pixel where one is the least that there is.
    try PictureLimits.check(header.size, path: path, kind: kind, byteCount: bytes.count, pixelsOfByte: 8)
    let count = header.size.pixelCount * samplesOfPixel
    var samples: [UInt8] = []
    samples.reserveCapacity(count)
    if header.isText {
      while samples.count < count {
        if samples.count % 4096 == 0 { try stop.check() }
        let number = header.isBitmap ? text.digit() : text.number()
        guard let number, number <= header.highest else {
          throw PictureError.damaged(
            path, kind,
            number.map { "a sample of \($0), above \(header.highest)" } ?? "\(samples.count) of \(count) samples")
        }
        samples.append(header.sample(number))
      }
    } else {
      let rest = text.bytes
      let rowBytes = header.isBitmap ? (header.size.width + 7) / 8 : header.size.width * samplesOfPixel * header.width
      guard rest.count >= rowBytes * header.size.height else {
        throw PictureError.damaged(
          path, kind, "\(rest.count) of \(rowBytes * header.size.height) bytes; the file is truncated")
      }
      for row in 0..<header.size.height {
        try stop.check()
        let start = rest.startIndex + row * rowBytes
        for place in 0..<header.size.width * samplesOfPixel {
          let number =
            header.isBitmap
            ? Int(rest[start + place / 8]) >> (7 - place % 8) & 1
            : header.width == 1
              ? Int(rest[start + place]) : Int(rest[start + 2 * place]) << 8 | Int(rest[start + 2 * place + 1])
          guard number <= header.highest else {
            throw PictureError.damaged(path, kind, "a sample of \(number), above \(header.highest)")
          }
          samples.append(header.sample(number))
        }
      }
    }
    return Picture(size: header.size, layout: header.isColour ? .colour : .grey, samples: samples)
  }

  /// What stands before the samples.
  private struct Header {
    let size: PictureSize
    let isText, isBitmap, isColour: Bool
    let highest: Int
    /// The bytes of a sample.
    var width: Int { highest > 255 ? 2 : 1 }

    /// A sample spread over a byte, rounded; in bitmaps one is black.
    func sample(_ number: Int) -> UInt8 {
      isBitmap ? (number == 0 ? 255 : 0) : UInt8((number * 255 + highest / 2) / highest)
    }
  }

  /// Numbers that stand as text, with comments between them.
  private struct Text {
    private(set) var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    mutating func header(path: String) throws -> Header {
      func damaged(_ reason: String) -> PictureError { .damaged(path, kind, reason) }
      guard bytes.count >= 3, bytes[bytes.startIndex] == UInt8(ascii: "P"),
        case let type = Int(bytes[bytes.startIndex + 1]) - 0x30, (1...6).contains(type)
      else { throw damaged("found \(HexBytes.text(bytes.prefix(2))), expected P1 to P6") }
      bytes.removeFirst(2)
      guard let width = number(), let height = number() else { throw damaged("the header has no size") }
      let isBitmap = type == 1 || type == 4
      let highest = isBitmap ? 1 : number()
      guard let highest, (1...65_535).contains(highest) else { throw damaged("the header has no highest sample") }
      // One space behind the header, and then the bytes.
      if type >= 4, !bytes.isEmpty { bytes.removeFirst() }
      return Header(
        size: PictureSize(height: height, width: width), isText: type < 4, isBitmap: isBitmap,
        isColour: type % 3 == 0, highest: highest)
    }

    private mutating func skipSpace() {
      while let first = bytes.first {
        if first == UInt8(ascii: "#") {
          bytes = bytes.drop { $0 != 10 && $0 != 13 }
        } else if first == 0x20 || (9...13).contains(first) {
          bytes.removeFirst()
        } else {
          return
        }
      }
    }

    /// The next number of up to nine digits.
    mutating func number() -> Int? {
      skipSpace()
      let digits = bytes.prefix { (0x30...0x39).contains($0) }
      guard (1...9).contains(digits.count) else { return nil }
      bytes.removeFirst(digits.count)
      return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    /// The next digit, with or without a space before it.
    mutating func digit() -> Int? {
      skipSpace()
      guard let first = bytes.first, (0x30...0x39).contains(first) else { return nil }
      bytes.removeFirst()
      return Int(first) - 0x30
    }
  }
}
