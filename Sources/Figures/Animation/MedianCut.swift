/// Few colours that stand for many.
///
/// Source: Heckbert, "Color Image Quantization for Frame Buffer Display", 1982. The box that is cut next is the one
/// whose colours lie farthest from their mean, each counted as often as it occurs.
enum MedianCut {
  /// At most `limit` colours, in ascending order.
  static func colors(_ histogram: ColorHistogram, limit: Int) -> [UInt32] {
    var boxes = [Box(histogram.counts.map { Entry(color: $0.key, count: $0.value) }.sorted { $0.color < $1.color })]
    while boxes.count < limit {
      var widest = 0
      for index in boxes.indices where boxes[index].error > boxes[widest].error { widest = index }
      guard let (low, high) = boxes[widest].halves() else { break }
      boxes[widest] = low
      boxes.append(high)
    }
    return Set(boxes.map(\.mean)).sorted()
  }

  struct Entry {
    var color: UInt32
    var count: Int

    func part(_ shift: UInt32) -> Int { Int(color >> shift & 0xFF) }
  }

  struct Box {
    let entries: [Entry]
    /// The mean of the colours.
    let mean: UInt32
    /// The squares of the distances from the mean, along the axis where they are largest.
    let error: Double
    /// By how many bits a colour is shifted to give its place on that axis.
    private let axis: UInt32

    init(_ entries: [Entry]) {
      self.entries = entries
      var (mean, error, axis): (UInt32, Double, UInt32) = (0, -1, 0)
      for shift: UInt32 in [16, 8, 0] {
        var (count, sum, squares) = (0, 0, 0)
        for entry in entries {
          let part = entry.part(shift)
          count += entry.count
          sum += part * entry.count
          squares += part * part * entry.count
        }
        let middle = Double(sum) / Double(max(count, 1))
        let spread = max(Double(squares) - middle * Double(sum), 0)
        mean |= UInt32(middle.rounded()) << shift
        if spread > error { (error, axis) = (spread, shift) }
      }
      (self.mean, self.error, self.axis) = (mean, error, axis)
    }

    /// The colours up to the median and those above it, along the axis; nil where all are the same.
    func halves() -> (Box, Box)? {
      var counts = [Int](repeating: 0, count: 256)
      for entry in entries { counts[entry.part(axis)] += entry.count }
      guard let first = counts.firstIndex(where: { $0 > 0 }), let last = counts.lastIndex(where: { $0 > 0 }),
        first < last
      else { return nil }
      let all = counts.reduce(0, +)
      // Where the two halves differ least: the paper's white, most of a page, stands alone before long.
      var (cut, below, least) = (first, 0, Int.max)
      for part in first..<last {
        below += counts[part]
        let difference = abs(all - 2 * below)
        if difference < least { (cut, least) = (part, difference) }
      }
      return (Box(entries.filter { $0.part(axis) <= cut }), Box(entries.filter { $0.part(axis) > cut }))
    }
  }
}
