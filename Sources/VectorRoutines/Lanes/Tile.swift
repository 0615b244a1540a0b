/// A rectangle of running sums that stays in registers: `rows` × `columns` lanes.
///
/// The loops run over constants, so the compiler unrolls them and keeps every sum in a register of its own.
/// With AVX-512, 24 sums leave eight of 32 registers for operands; with AVX2, 12 leave four of 16.
struct Tile<let rows: Int, let columns: Int> {
  var sums: InlineArray<rows, InlineArray<columns, Lane>>

  @inline(__always) init() { sums = .init(repeating: .init(repeating: Lane())) }

  /// Starts every row at its own number.
  @inline(__always) init(rowStarts: Source?) {
    self.init()
    guard let rowStarts else { return }
    for i in 0..<rows { sums[i] = .init(repeating: Lane(repeating: rowStarts[i])) }
  }

  /// Goes on with a row of sums that lie `step` apart.
  @inline(__always) mutating func take(from row: Source, step: Int) {
    for j in 0..<columns { sums[0][j] = (row + j &* step).lane }
  }

  /// Adds the product of a column of numbers, `rowStride` apart, and a row of lanes.
  @inline(__always)
  mutating func addProduct(numbers: Source, rowStride: Int, lanes: InlineArray<columns, Lane>) {
    for i in 0..<rows {
      let number = Lane(repeating: numbers[i &* rowStride])
      for j in 0..<columns { sums[i][j].addProduct(lanes[j], number) }
    }
  }

  /// Adds the product of a column of lanes, `stride` apart, and a row of lanes.
  @inline(__always)
  mutating func addProduct(entries: Source, stride: Int, lanes: InlineArray<columns, Lane>) {
    for i in 0..<rows {
      let left = (entries + i &* stride).lane
      for j in 0..<columns { sums[i][j] = fused(sums[i][j], lanes[j], left) }
    }
  }
}

extension InlineArray where Element == Lane {
  /// One lane from each of the sources, at the same offset.
  @inline(__always) init(_ sources: InlineArray<count, Source>, at offset: Int) {
    self.init(repeating: Lane())
    for j in 0..<count { self[j] = (sources[j] + offset).lane }
  }

  /// Lanes a fixed distance apart.
  @inline(__always) init(from source: Source, stride: Int) {
    self.init(repeating: Lane())
    for j in 0..<count { self[j] = (source + j &* stride).lane }
  }
}
