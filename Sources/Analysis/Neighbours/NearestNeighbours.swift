public import Basics
public import TensorMath

/// The rows that lie nearest to some others, by Euclidean distance; every pair is measured.
public struct NearestNeighbours: Sendable {
  /// Neighbours of each query.
  public let count: Int
  /// Their places, `[queries, count]`, the nearest first and of equals the one that comes first.
  public let places: [Int]
  /// The squares of their distances, `[queries, count]`.
  public let squaredDistances: [Float]

  /// The places of a query's neighbours.
  public func places(of query: Int) -> ArraySlice<Int> { places[query * count..<(query + 1) * count] }

  private static let (queryGroup, segment) = (8, 4096)

  /// Finds the nearest among `rows` of each query.
  ///
  /// What is no number is farther away than all that is one.
  /// - Parameters:
  ///   - count: At most as many as there are rows, or one less where `areSame`.
  ///   - queries: `[queries, width]`, row-major.
  ///   - rows: `[rows, width]`, row-major.
  ///   - areSame: Whether queries and rows are the same, and none is its own neighbour.
  /// - Complexity: O(queries · rows · width).
  public init(
    _ count: Int, of queries: [Float], among rows: [Float], width: Int, areSame: Bool = false, compute: ComputeContext,
    unless stop: StopFlag
  ) throws(Interrupted) {
    precondition(width > 0 && queries.count % width == 0 && rows.count % width == 0, "The rows have another width.")
    let (queryCount, rowCount) = (queries.count / width, rows.count / width)
    precondition(count > 0 && count <= rowCount - (areSame ? 1 : 0), "There are not so many rows.")
    let groups = (queryCount + Self.queryGroup - 1) / Self.queryGroup
    let segments = (rowCount + Self.segment - 1) / Self.segment
    // Each task finds the best of a segment for a few queries.
    var found = [Candidates](repeating: Candidates(count: 0), count: groups * segments * Self.queryGroup)
    found.withUnsafeMutableBufferPointer { found in
      nonisolated(unsafe) let found = found
      queries.withUnsafeBufferPointer { queries in
        rows.withUnsafeBufferPointer { rows in
          guard let queries = queries.baseAddress, let rows = rows.baseAddress else { return }
          compute.run(groups * segments) { task in
            if stop.isSet { return }
            let (group, part) = (task / segments, task % segments)
            let members = group * Self.queryGroup..<min(queryCount, (group + 1) * Self.queryGroup)
            var best = members.map { _ in Candidates(count: count) }
            for row in part * Self.segment..<min(rowCount, (part + 1) * Self.segment) {
              for query in members where !(areSame && query == row) {
                best[query - members.lowerBound].offer(
                  squaredDistance(queries + query * width, rows + row * width, width), row)
              }
            }
            for (place, one) in best.enumerated() { found[task * Self.queryGroup + place] = one }
          }
        }
      }
    }
    try stop.check()
    var places: [Int] = []
    var distances: [Float] = []
    for query in 0..<queryCount {
      var best = Candidates(count: count)
      for part in 0..<segments {
        let one = found[(query / Self.queryGroup * segments + part) * Self.queryGroup + query % Self.queryGroup]
        for (distance, row) in zip(one.distances, one.rows) { best.offer(distance, row) }
      }
      places += best.rows
      distances += best.distances
    }
    self.count = count
    self.places = places
    squaredDistances = distances
  }

  /// The nearest so far, in order.
  private struct Candidates {
    let count: Int
    var distances: [Float] = []
    var rows: [Int] = []

    init(count: Int) { self.count = count }

    /// Takes in a row, which comes after all that were offered before.
    mutating func offer(_ distance: Float, _ row: Int) {
      let distance = distance.isNaN ? .infinity : distance
      if distances.count == count, let last = distances.last, distance >= last { return }
      var place = distances.count
      while place > 0, distances[place - 1] > distance { place -= 1 }
      distances.insert(distance, at: place)
      rows.insert(row, at: place)
      if distances.count > count {
        distances.removeLast()
        rows.removeLast()
      }
    }
  }
}
