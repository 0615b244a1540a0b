internal import Basics

/// Rows that are read a stretch at a time, less their mean.
struct CentredRows {
  let count: Int
  let width: Int
  /// The mean row.
  let mean: [Double]
  private let stop: StopFlag
  private let read: (Range<Int>, UnsafeMutableBufferPointer<Float>) throws -> Void

  /// Reads all rows once, for their mean.
  init(
    count: Int, width: Int, stop: StopFlag,
    read: @escaping (Range<Int>, UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws {
    self.count = count
    self.width = width
    self.stop = stop
    self.read = read
    var sums = [Double](repeating: 0, count: width)
    try Self.forEachStretch(1024, count, width, stop, read) { range, rows in
      sums.withUnsafeMutableBufferPointer { sums in
        for row in 0..<range.count {
          let numbers = rows + row * width
          for column in 0..<width { sums[column] += Double(numbers[column]) }
        }
      }
      // One number that is none makes the sum none.
      guard sums.contains(where: { !$0.isFinite }) else { return }
      for row in 0..<range.count where (0..<width).contains(where: { !rows[row * width + $0].isFinite }) {
        throw PrincipalComponents.NotFinite(row: range.lowerBound + row)
      }
    }
    mean = sums.map { $0 / Double(count) }
  }

  /// Gives a stretch of rows after the other, centred.
  func forEachStretch(
    _ length: Int, _ body: (Range<Int>, UnsafeMutablePointer<Float>) throws -> Void
  ) throws {
    let mean = mean.map(Float.init)
    try Self.forEachStretch(length, count, width, stop, read) { range, rows in
      mean.withUnsafeBufferPointer { mean in
        for row in 0..<range.count {
          let numbers = rows + row * width
          for column in 0..<width { numbers[column] -= mean[column] }
        }
      }
      try body(range, rows)
    }
  }

  /// All rows at once, centred.
  func all() throws -> [Float] {
    var all: [Float] = []
    all.reserveCapacity(count * width)
    try forEachStretch(1024) { range, rows in
      all.append(contentsOf: UnsafeBufferPointer(start: rows, count: range.count * width))
    }
    return all
  }

  private static func forEachStretch(
    _ length: Int, _ count: Int, _ width: Int, _ stop: StopFlag,
    _ read: (Range<Int>, UnsafeMutableBufferPointer<Float>) throws -> Void,
    _ body: (Range<Int>, UnsafeMutablePointer<Float>) throws -> Void
  ) throws {
    let capacity = min(length, count) * width
    let rows = UnsafeMutablePointer<Float>.allocate(capacity: capacity)
    rows.initialize(repeating: 0, count: capacity)
    defer { rows.deallocate() }
    for first in stride(from: 0, to: count, by: length) {
      try stop.check()
      let range = first..<min(count, first + length)
      try read(range, UnsafeMutableBufferPointer(start: rows, count: range.count * width))
      try body(range, rows)
    }
  }
}
