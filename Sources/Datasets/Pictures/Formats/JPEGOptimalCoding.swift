import Basics

/// Gives a baseline JPEG file Huffman codes of its own, the shortest for what it holds, in the place of the standard's:
/// what libjpeg's `optimize_coding` does.
///
/// No coefficient changes, so that the pictures are the same to the last bit.
package struct JPEGOptimalCoding {
  /// A symbol of the scan, with the bits that follow it as they are.
  private struct Item {
    let table: Int
    let symbol: UInt8
    let bits: UInt32
  }

  /// A component of the picture, with the blocks that it has in a unit, and its tables.
  private struct Component {
    let identifier, horizontal, vertical: Int
    var direct = 0
    var alternating = 4
  }

  private let bytes: [UInt8]
  /// Where segments begin that stay, each from its marker to the next.
  private var kept: [Range<Int>] = []
  private var codes: [Int: HuffmanCode] = [:]
  private var components: [Component] = []
  private var size = (height: 0, width: 0)
  private var scan = 0..<0

  /// The file with codes of its own; nil where it is no file of one baseline scan, such as libjpeg-turbo writes.
  package static func recoded(_ bytes: [UInt8]) -> [UInt8]? {
    var coding = JPEGOptimalCoding(bytes)
    guard coding.readSegments(), let items = coding.items() else { return nil }
    return coding.written(items)
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads all that stands before the scan; false where it is not as expected.
  private mutating func readSegments() -> Bool {
    var place = 2
    while let marker = bytes.big(2, at: place), let length = bytes.big(2, at: place + 2), length >= 2 {
      let body = place + 4
      let end = place + 2 + Int(length)
      guard end <= bytes.count else { return false }
      switch marker {
      case 0xffc0: guard readFrame(body..<end) else { return false }
      case 0xffc4:
        guard readCodes(body..<end) else { return false }
        place = end
        continue
      case 0xffda:
        kept.append(place..<end)
        scan = end..<max(end, bytes.count - 2)
        return readScanHeader(body..<end)
      // Other ways to code than the baseline, and scans that begin anew.
      case 0xffc1...0xffcf, 0xffdd: return false
      default: break
      }
      kept.append(place..<end)
      place = end
    }
    return false
  }

  private mutating func readFrame(_ range: Range<Int>) -> Bool {
    let segment = Array(bytes[range])
    guard segment.count >= 6, segment[0] == 8, segment.count == 6 + 3 * Int(segment[5]) else { return false }
    size = (Int(segment[1]) << 8 | Int(segment[2]), Int(segment[3]) << 8 | Int(segment[4]))
    components = (0..<Int(segment[5])).map { index in
      let sampling = segment[7 + 3 * index]
      return Component(
        identifier: Int(segment[6 + 3 * index]), horizontal: Int(sampling >> 4), vertical: Int(sampling & 15))
    }
    return size.height > 0 && size.width > 0
      && components.allSatisfy { (1...4).contains($0.horizontal) && (1...4).contains($0.vertical) }
  }

  private mutating func readCodes(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      guard place + 17 <= range.upperBound else { return false }
      let counts = bytes[place + 1..<place + 17].map(Int.init)
      let total = counts.reduce(0, +)
      guard bytes[place] & 0xef < 4, place + 17 + total <= range.upperBound else { return false }
      let table = Int(bytes[place] & 3) + (bytes[place] & 16 == 0 ? 0 : 4)
      codes[table] = HuffmanCode(counts: counts, symbols: Array(bytes[place + 17..<place + 17 + total]))
      place += 17 + total
    }
    return true
  }

  private mutating func readScanHeader(_ range: Range<Int>) -> Bool {
    let segment = Array(bytes[range])
    guard let count = segment.first.map(Int.init), count == components.count, count > 0,
      segment.count == 4 + 2 * count
    else { return false }
    for index in 0..<count {
      guard components[index].identifier == Int(segment[1 + 2 * index]) else { return false }
      let tables = segment[2 + 2 * index]
      (components[index].direct, components[index].alternating) = (Int(tables >> 4) & 3, Int(tables & 3) + 4)
    }
    return true
  }

  /// The symbols of the scan in order; nil where it cannot be followed to its end.
  private func items() -> [Item]? {
    guard let across = components.map(\.horizontal).max(), let down = components.map(\.vertical).max() else {
      return nil
    }
    // One component alone goes block by block, whatever its sampling.
    let isAlone = components.count == 1
    let unit = (width: 8 * (isAlone ? 1 : across), height: 8 * (isAlone ? 1 : down))
    let units =
      ((size.width + unit.width - 1) / unit.width) * ((size.height + unit.height - 1) / unit.height)
    var reader = BitReader(bytes: bytes, range: scan)
    var items: [Item] = []
    for _ in 0..<units {
      for component in components {
        guard let direct = codes[component.direct], let alternating = codes[component.alternating] else { return nil }
        for _ in 0..<(isAlone ? 1 : component.horizontal * component.vertical) {
          guard let symbol = direct.symbol(&reader), symbol <= 11, let bits = reader.bits(Int(symbol)) else {
            return nil
          }
          items.append(Item(table: component.direct, symbol: symbol, bits: bits))
          var coefficient = 1
          while coefficient < 64 {
            guard let symbol = alternating.symbol(&reader), let bits = reader.bits(Int(symbol & 15)) else { return nil }
            items.append(Item(table: component.alternating, symbol: symbol, bits: bits))
            if symbol == 0 { break }
            coefficient += Int(symbol >> 4) + 1
          }
        }
      }
    }
    return items
  }

  /// The file of those symbols in the shortest codes for them.
  private func written(_ items: [Item]) -> [UInt8] {
    var frequencies: [Int: [Int]] = [:]
    for item in items { frequencies[item.table, default: Array(repeating: 0, count: 256)][Int(item.symbol)] += 1 }
    let own = frequencies.mapValues(HuffmanCode.init(shortestFor:))
    var file = Array(bytes.prefix(2))
    for range in kept.dropLast() { file += bytes[range] }
    for (table, code) in own.sorted(by: { ($0.key & 3, $0.key) < ($1.key & 3, $1.key) }) {
      let length = 2 + 17 + code.symbols.count
      file += [0xff, 0xc4, UInt8(length >> 8), UInt8(length & 255), UInt8(table & 3) | (table < 4 ? 0 : 16)]
      file += code.counts.map(UInt8.init)
      file += code.symbols
    }
    if let header = kept.last { file += bytes[header] }
    let words = own.mapValues(\.words)
    var writer = BitWriter()
    for item in items {
      guard let word = words[item.table]?[Int(item.symbol)] else { continue }
      writer.put(word.bits, count: word.length)
      let isDirect = item.table < 4
      writer.put(item.bits, count: Int(isDirect ? item.symbol : item.symbol & 15))
    }
    return file + writer.finished() + [0xff, 0xd9]
  }
}

/// A Huffman code as JPEG keeps it: how many words there are of each length from 1 to 16, and what they stand for in order.
private struct HuffmanCode {
  let counts: [Int]
  let symbols: [UInt8]
  /// The first word of each length, and the place of what it stands for.
  private let firsts: [(word: Int, place: Int)]

  init(counts: [Int], symbols: [UInt8]) {
    (self.counts, self.symbols) = (counts, symbols)
    var (word, place) = (0, 0)
    var firsts: [(word: Int, place: Int)] = []
    for count in counts {
      firsts.append((word, place))
      word = (word + count) << 1
      place += count
    }
    self.firsts = firsts
  }

  /// The shortest code for symbols that occur so often, no word longer than 16 bits, none of ones alone.
  ///
  /// Source: ITU-T T.81, Annex K.2; of equals the largest symbol is joined first, as libjpeg does it.
  init(shortestFor found: [Int]) {
    // A symbol more takes the word of ones alone.
    var frequencies = found + [1]
    var lengths = [Int](repeating: 0, count: frequencies.count)
    var others = [Int](repeating: -1, count: frequencies.count)
    func least(but excluded: Int?) -> Int? {
      var best: Int?
      for (symbol, frequency) in frequencies.enumerated() where frequency > 0 && symbol != excluded {
        if frequency <= best.map({ frequencies[$0] }) ?? .max { best = symbol }
      }
      return best
    }
    while let first = least(but: nil), let second = least(but: first) {
      frequencies[first] += frequencies[second]
      frequencies[second] = 0
      var member = first
      lengths[member] += 1
      while others[member] >= 0 {
        member = others[member]
        lengths[member] += 1
      }
      others[member] = second
      member = second
      lengths[member] += 1
      while others[member] >= 0 {
        member = others[member]
        lengths[member] += 1
      }
    }
    var counts = [Int](repeating: 0, count: max(32, lengths.max() ?? 0) + 1)
    for length in lengths where length > 0 { counts[length] += 1 }
    for length in stride(from: counts.count - 1, to: 16, by: -1) {
      while counts[length] > 0 {
        var shorter = length - 2
        while counts[shorter] == 0 { shorter -= 1 }
        counts[length] -= 2
        counts[length - 1] += 1
        counts[shorter + 1] += 2
        counts[shorter] -= 1
      }
    }
    if let longest = counts.lastIndex(where: { $0 > 0 }) { counts[longest] -= 1 }
    let symbols = (0..<256).filter { lengths[$0] > 0 }.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
    self.init(counts: Array(counts[1...16]), symbols: symbols.map(UInt8.init))
  }

  /// The word of each symbol; of length 0 for those that have none.
  var words: [(bits: UInt32, length: Int)] {
    var words = [(bits: UInt32, length: Int)](repeating: (0, 0), count: 256)
    for (index, first) in firsts.enumerated() {
      for offset in 0..<counts[index] where first.place + offset < symbols.count {
        words[Int(symbols[first.place + offset])] = (UInt32(first.word + offset), index + 1)
      }
    }
    return words
  }

  /// The next symbol of a stream; nil where no word follows.
  func symbol(_ reader: inout BitReader) -> UInt8? {
    var word = 0
    for (index, first) in firsts.enumerated() {
      guard let bit = reader.bits(1) else { return nil }
      word = word << 1 | Int(bit)
      let offset = word - first.word
      if offset >= 0, offset < counts[index] {
        let place = first.place + offset
        return symbols.indices.contains(place) ? symbols[place] : nil
      }
    }
    return nil
  }
}

/// Bits of a scan, in which a byte of ones has a zero behind it.
private struct BitReader {
  let bytes: [UInt8]
  let range: Range<Int>
  private var place: Int
  private var left = 0
  private var byte: UInt8 = 0

  init(bytes: [UInt8], range: Range<Int>) {
    (self.bytes, self.range) = (bytes, range)
    place = range.lowerBound
  }

  /// So many bits, at most 16; nil where the scan ends before.
  mutating func bits(_ count: Int) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<count {
      if left == 0 {
        guard place < range.upperBound else { return nil }
        byte = bytes[place]
        place += 1
        if byte == 0xff {
          guard place < range.upperBound, bytes[place] == 0 else { return nil }
          place += 1
        }
        left = 8
      }
      left -= 1
      value = value << 1 | UInt32(byte >> UInt8(left) & 1)
    }
    return value
  }
}

/// Writes bits as a scan has them.
private struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending: UInt32 = 0
  private var count = 0

  mutating func put(_ bits: UInt32, count added: Int) {
    pending = pending << UInt32(added) | bits
    count += added
    while count >= 8 {
      count -= 8
      let byte = UInt8(truncatingIfNeeded: pending >> UInt32(count))
      bytes.append(byte)
      if byte == 0xff { bytes.append(0) }
    }
    pending &= (1 << UInt32(count)) - 1
  }

  /// The bytes, the last of them filled up with ones.
  mutating func finished() -> [UInt8] {
    if count > 0 { put((1 << UInt32(8 - count)) - 1, count: 8 - count) }
    return bytes
  }
}
