public import Basics
public import TensorMath

/// How well a map keeps what lies near together, and how well classes lie apart.
public enum MapQuality {
  /// Trustworthiness: how few of a point's nearest on the map are strangers to it among the rows.
  ///
  /// 1 − 2 / (n k (2n − 3k − 1)) · Σ max(0, rank − k) over the k nearest on the map of each point, where the rank is the
  /// neighbour's among the rows (Venna and Kaski 2001); scikit-learn's `trustworthiness`, with k = 5 by default.
  /// - Parameters:
  ///   - rows: `[n, width]`.
  ///   - map: `[n, mapWidth]`.
  ///   - neighbours: k, less than n / 2.
  /// - Complexity: O(n² · width).
  public static func trustworthiness(
    of map: [Float], mapWidth: Int = 2, for rows: [Float], width: Int, neighbours: Int = 5, compute: ComputeContext,
    unless stop: StopFlag
  ) throws(Interrupted) -> Double {
    let count = rows.count / width
    precondition(map.count == count * mapWidth && neighbours > 0 && 2 * neighbours < count, "A map of other rows.")
    let nearest = try NearestNeighbours(
      neighbours, of: map, among: map, width: mapWidth, areSame: true, compute: compute, unless: stop)
    let penalties = try forEachRow(rows, width, compute, stop) { row, distances in
      var penalty = 0
      for place in nearest.places(of: row) {
        let own = distances[place]
        var rank = 1
        for other in 0..<count where other != row {
          if distances[other] < own || (distances[other] == own && other < place) { rank += 1 }
        }
        penalty += max(0, rank - neighbours)
      }
      return Double(penalty)
    }
    let (n, k) = (Double(count), Double(neighbours))
    return 1 - penalties.reduce(0, +) * 2 / (n * k * (2 * n - 3 * k - 1))
  }

  /// The silhouette: how much nearer rows lie to their own class than to the next, from −1 to 1.
  ///
  /// The mean of (b − a) / max(a, b), where a is the mean distance to the others of a row's class and b the least mean
  /// distance to another class; 0 for a row whose class has no other (Rousseeuw 1987; scikit-learn's
  /// `silhouette_score`). Nil where there are fewer than two classes.
  /// - Parameters:
  ///   - rows: `[n, width]`.
  ///   - labels: n of them.
  /// - Complexity: O(n² · width).
  public static func silhouette(
    of rows: [Float], width: Int, labels: [Int], compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) -> Double? {
    precondition(rows.count == labels.count * width, "One label for each row.")
    let numbers = Dictionary(uniqueKeysWithValues: Set(labels).sorted().enumerated().map { ($1, $0) })
    guard numbers.count > 1 else { return nil }
    let classes = labels.map { numbers[$0] ?? 0 }
    var sizes = [Int](repeating: 0, count: numbers.count)
    for label in classes { sizes[label] += 1 }
    let all = try forEachRow(rows, width, compute, stop) { row, distances in
      let own = classes[row]
      guard sizes[own] > 1 else { return 0 }
      var sums = [Double](repeating: 0, count: sizes.count)
      for place in classes.indices { sums[classes[place]] += Double(distances[place]).squareRoot() }
      let within = sums[own] / Double(sizes[own] - 1)
      var next = Double.infinity
      for other in sizes.indices where other != own { next = min(next, sums[other] / Double(sizes[other])) }
      let larger = max(within, next)
      return larger > 0 ? (next - within) / larger : 0
    }
    return all.reduce(0, +) / Double(labels.count)
  }

  /// What `body` makes of each row and the squares of its distances to all.
  private static func forEachRow(
    _ rows: [Float], _ width: Int, _ compute: ComputeContext, _ stop: StopFlag,
    _ body: (_ row: Int, _ distances: UnsafeMutablePointer<Float>) -> Double
  ) throws(Interrupted) -> [Double] {
    let count = rows.count / width
    var made = [Double](repeating: 0, count: count)
    made.withUnsafeMutableBufferPointer { made in
      nonisolated(unsafe) let made = made
      rows.withUnsafeBufferPointer { rows in
        guard let rows = rows.baseAddress else { return }
        compute.run(count, scratch: count) { row, distances in
          if stop.isSet { return }
          for other in 0..<count { distances[other] = squaredDistance(rows + row * width, rows + other * width, width) }
          made[row] = body(row, distances)
        }
      }
    }
    try stop.check()
    return made
  }
}
