internal import Basics

/// The tensors that a model wants beside those that a file has, where they differ.
struct NameTable {
  /// An array by its name and sides.
  typealias Tensor = (name: String, shape: [Int])

  private let rows: [(wanted: Tensor?, found: Tensor?)]
  private let missing: Int
  private let misshapen: Int
  private let extra: Int
  private let wantedCount: Int

  /// So many rows are shown.
  private static let mostRows = 12
  /// So many of the file's tensors are looked through for what may stand for one that is missing.
  private static let mostLooks = 1000
  /// A longer name is cut.
  private static let longestName = 48

  /// Sets the wanted arrays, with what was found for each, beside the file's tensors that stand for none.
  init(_ wanted: [(array: Tensor, found: Tensor?)], extra: [Tensor]) {
    var left = extra
    var rows: [(wanted: Tensor?, found: Tensor?)] = []
    var (missing, misshapen) = (0, 0)
    for (array, found) in wanted {
      if let found {
        if found.shape != array.shape {
          misshapen += 1
          rows.append((array, found))
        }
        continue
      }
      missing += 1
      // What has the same shape, and the last part of its name the same, is likely to be it.
      let last = Self.lastPart(array.name)
      let place =
        rows.count >= Self.mostRows
        ? nil
        : left.prefix(Self.mostLooks).firstIndex { $0.shape == array.shape && Self.lastPart($0.name) == last }
          ?? left.prefix(Self.mostLooks).firstIndex { $0.shape == array.shape }
      rows.append((array, place.map { left.remove(at: $0) }))
    }
    self.rows = rows + left.map { (nil, $0) }
    (self.missing, self.misshapen, self.extra, wantedCount) = (missing, misshapen, extra.count, wanted.count)
  }

  /// Whether nothing differs.
  var isEmpty: Bool { rows.isEmpty }

  /// What differs, in a clause.
  var summary: String {
    var parts: [String] = []
    if missing > 0 { parts.append("lacks \(missing) of the model's \(wantedCount) tensors") }
    if misshapen > 0 { parts.append("has \(misshapen) of \(misshapen == 1 ? "another shape" : "other shapes")") }
    if extra > 0 { parts.append("has \(extra) that the model has no place for") }
    return allOf(parts)
  }

  /// The first rows, under their heads, and how many more there are.
  var lines: [String] {
    func cells(_ tensor: Tensor?) -> [String] {
      guard let tensor else { return ["–", ""] }
      let name =
        tensor.name.count > Self.longestName
        ? "…" + String(tensor.name.suffix(Self.longestName - 1)) : tensor.name
      return [name, WeightsFile.Entry.text(Array(tensor.shape.prefix(8)))]
    }
    var table = TextTable(heads: ["wanted", "", "found", ""], leftColumns: 4)
    table.rows = rows.prefix(Self.mostRows).map { cells($0.wanted) + cells($0.found) }
    let lines = table.text.split(separator: "\n").map(String.init)
    return rows.count > Self.mostRows ? lines + ["and \(rows.count - Self.mostRows) more"] : lines
  }

  /// What may help; nil where nothing is likely to.
  var cure: String? {
    if rows.contains(where: { $0.wanted?.name == $0.found?.name && $0.wanted?.shape == $0.found?.shape.reversed() }) {
      return "sides the other way round are another library's: PyTorch has a linear layer's weight as out x in"
    }
    let pair = rows.lazy.compactMap { row -> (to: String, from: String)? in
      guard let wanted = row.wanted, let found = row.found, wanted.shape == found.shape,
        Self.lastPart(wanted.name) == Self.lastPart(found.name)
      else { return nil }
      return (wanted.name, found.name)
    }.first
    guard let pair else { return nil }
    // The parts at the end that are the same in both need not be said.
    var (to, from) = (pair.to.split(separator: ".")[...], pair.from.split(separator: ".")[...])
    while let last = to.last, last == from.last, from.count > 1 {
      to.removeLast()
      from.removeLast()
    }
    let map = "\(from.joined(separator: "."))=\(to.joined(separator: "."))"
    return "where only names differ, `map=\"\(map)\"` says which is which, with a comma between several"
  }

  private static func lastPart(_ name: String) -> Substring {
    name[(name.lastIndex(of: ".").map(name.index(after:)) ?? name.startIndex)...]
  }
}
