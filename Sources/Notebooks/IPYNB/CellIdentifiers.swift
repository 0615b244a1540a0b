/// The names that an `.ipynb` file knows its cells by.
enum CellIdentifiers {
  /// Whether a name is one by the format's rules: 1 to 64 of the letters, digits, `-` and `_` of ASCII.
  static func isValid(_ id: String) -> Bool {
    (1...64).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// A name for each cell: its own where it is valid and no earlier cell's, else one made of what it holds.
  ///
  /// A cell keeps its name when others are put before it, so that versions of a file can be compared.
  static func all(for cells: [Cell]) -> [String] {
    var taken: Set<String> = []
    var identifiers = cells.map { cell -> String? in
      guard let id = cell.id, isValid(id), taken.insert(id).inserted else { return nil }
      return id
    }
    // Cells alike are numbered, each on from where the last of them stopped.
    var next: [UInt64: UInt64] = [:]
    for (index, cell) in cells.enumerated() where identifiers[index] == nil {
      let hash = hash("\(cell.kind.rawValue)\n\(cell.title)\n\(cell.source)".utf8)
      var salt = next[hash] ?? 0
      var id: String
      repeat {
        id = hexadecimal(salt == 0 ? hash : Self.hash("\(hash) \(salt)".utf8))
        salt += 1
      } while !taken.insert(id).inserted
      next[hash] = salt
      identifiers[index] = id
    }
    return identifiers.compactMap(\.self)
  }

  /// FNV-1a.
  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Twelve digits.
  private static func hexadecimal(_ hash: UInt64) -> String {
    let digits = String((hash ^ (hash >> 48)) & 0xFFFF_FFFF_FFFF, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}
