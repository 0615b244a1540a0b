/// What Cairo leaves to be done on an SVG file.
///
/// Cairo numbers its names through the whole process, so that a second file would differ from the first, and two files
/// in one page would share names; it says nothing to screen readers, and leaves pictures to be smoothed.
struct SVGDocument {
  private var bytes: [UInt8] = []
  /// Numbers of the names that were met.
  private var numbers: [[UInt8]: Int] = [:]
  /// Where the file's own prefix stands once it is known.
  private var prefixPlaces: [Int] = []
  private var isTitled = false

  /// `svg` with names of its own, the same on every run; its pictures' pixels stay square, its paths are no finer than
  /// any reader draws, and what is known of `figure` is told to screen readers and others.
  static func tidied(_ svg: [UInt8], for figure: Figure) throws(FigureError) -> [UInt8] {
    var document = SVGDocument()
    document.bytes.reserveCapacity(svg.count + 4_096)
    var rest = svg[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      try figure.stop.checkDrawing()
      document.bytes += rest[..<start]
      let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex - 1
      document.append(tag: rest[start...end], of: figure)
      rest = rest[(end + 1)...]
    }
    document.bytes += rest
    document.fillInPrefix()
    return document.bytes
  }

  /// Appends one tag, from its bracket to its bracket.
  private mutating func append(tag: ArraySlice<UInt8>, of figure: Figure) {
    let nameEnd = tag.firstIndex { $0 == UInt8(ascii: " ") } ?? tag.endIndex
    let name = tag[..<nameEnd]
    bytes += name
    let isRoot = !isTitled && name.elementsEqual("<svg".utf8)
    if isRoot { append(markup: SVGMetadata.attributes(for: figure)) }
    if name.elementsEqual("<image".utf8) {
      // Read by browsers (pixelated) and by viewers that know SVG 1.1 alone (optimizeSpeed).
      append(markup: " style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\"")
    }
    var rest = tag[nameEnd...]
    while let open = rest.firstIndex(of: UInt8(ascii: "\"")) {
      let close = rest[(open + 1)...].firstIndex(of: UInt8(ascii: "\"")) ?? rest.endIndex
      bytes += rest[...open]
      append(value: rest[(open + 1)..<close], of: rest[..<open].drop { $0 == UInt8(ascii: " ") })
      rest = rest[close...]
      guard let quote = rest.popFirst() else { break }
      bytes.append(quote)
    }
    bytes += rest
    if isRoot {
      isTitled = true
      append(markup: SVGMetadata.elements(for: figure))
    }
  }

  /// Appends the value of an attribute, which is given with its equals sign.
  private mutating func append(value: ArraySlice<UInt8>, of attribute: ArraySlice<UInt8>) {
    let reference = Array("url(#".utf8)
    if attribute.elementsEqual("id=".utf8) {
      append(name: Array(value))
    } else if attribute.elementsEqual("xlink:href=".utf8), value.first == UInt8(ascii: "#") {
      bytes.append(UInt8(ascii: "#"))
      append(name: Array(value.dropFirst()))
    } else if attribute.elementsEqual("d=".utf8) {
      appendShortened(value)
    } else if value.starts(with: reference), value.last == UInt8(ascii: ")") {
      bytes += reference
      append(name: Array(value.dropFirst(reference.count).dropLast()))
      bytes.append(UInt8(ascii: ")"))
    } else if value.count < 1_000, let mark = value.firstRange(of: reference) {
      // A style that refers to a name among other things.
      let end = value[mark.upperBound...].firstIndex(of: UInt8(ascii: ")")) ?? value.endIndex
      bytes += value[..<mark.upperBound]
      append(name: Array(value[mark.upperBound..<end]))
      bytes += value[end...]
    } else {
      bytes += value
    }
  }

  /// Appends a name of Cairo's as one of the file's own.
  private mutating func append(name: [UInt8]) {
    let number = numbers[name] ?? numbers.count
    numbers[name] = number
    appendPrefix()
    bytes += Array("-\(number)".utf8)
  }

  /// Appends markup in which `SVGMetadata.prefix` stands for the file's own.
  private mutating func append(markup: String) {
    var rest = Array(markup.utf8)[...]
    while let place = rest.firstRange(of: SVGMetadata.prefix.utf8) {
      bytes += rest[..<place.lowerBound]
      appendPrefix()
      rest = rest[place.upperBound...]
    }
    bytes += rest
  }

  private mutating func appendPrefix() {
    prefixPlaces.append(bytes.count)
    bytes += Array("f00000000".utf8)
  }

  /// Makes the prefix of the file's own names out of all that it says (FNV-1a), so that no two figures share one.
  private mutating func fillInPrefix() {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let digits = Array(String(hash, radix: 16).utf8)
    let padded = [UInt8](repeating: UInt8(ascii: "0"), count: 8 - digits.count) + digits
    for place in prefixPlaces { bytes.replaceSubrange(place + 1..<place + 9, with: padded) }
  }

  /// Appends the numbers and letters of a path, its places to a hundredth of a point.
  private mutating func appendShortened(_ path: ArraySlice<UInt8>) {
    var digitsAfterPoint: Int?
    for byte in path {
      switch byte {
      case UInt8(ascii: "."): digitsAfterPoint = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if let count = digitsAfterPoint {
          digitsAfterPoint = count + 1
          if count >= 2 { continue }
        }
      default: digitsAfterPoint = nil
      }
      bytes.append(byte)
    }
  }
}
