internal import Basics
internal import TensorMath

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How probable rows are as neighbours of each other, of which t-SNE makes a map: sparse, symmetric, their sum 1.
struct NeighbourProbabilities {
  /// Where each row's begin, and where the last's end.
  private(set) var starts: [Int] = [0]
  /// The other row of each.
  private(set) var places: [Int] = []
  /// The probabilities.
  private(set) var values: [Double] = []

  /// Those of rows, `[n, width]`, each with as many neighbours as scikit-learn takes, three times the perplexity and one.
  init(
    of rows: [Float], width: Int, perplexity: Double, compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) {
    let count = rows.count / width
    let neighbours = min(count - 1, Int(3 * perplexity + 1))
    let nearest = try NearestNeighbours(
      neighbours, of: rows, among: rows, width: width, areSame: true, compute: compute, unless: stop)
    var joint: [[(place: Int, value: Double)]] = Array(repeating: [], count: count)
    for row in 0..<count {
      let distances = nearest.squaredDistances[row * neighbours..<(row + 1) * neighbours].map(Double.init)
      for (place, value) in zip(nearest.places(of: row), Self.conditional(distances, perplexity)) {
        joint[row].append((place, value))
        joint[place].append((row, value))
      }
    }
    try stop.check()
    for members in joint {
      for (place, value) in members.sorted(by: { ($0.place, $0.value) < ($1.place, $1.value) }) {
        if let last = places.last, places.count > starts[starts.count - 1], last == place {
          values[values.count - 1] += value
        } else {
          places.append(place)
          values.append(value)
        }
      }
      starts.append(places.count)
    }
    let sum = max(values.reduce(0, +), .ulpOfOne)
    for place in values.indices { values[place] /= sum }
  }

  /// The probabilities of a row's neighbours by a Gaussian of such a width that their perplexity is the one asked for, found
  /// by bisection.
  private static func conditional(_ distances: [Double], _ perplexity: Double) -> [Double] {
    let wanted = log(perplexity)
    var (low, high, beta) = (-Double.infinity, Double.infinity, 1.0)
    var values: [Double] = []
    for _ in 0..<100 {
      values = distances.map { exp(-$0 * beta) }
      var sum = values.reduce(0, +)
      if sum == 0 { sum = 1e-8 }
      var mean = 0.0
      for place in values.indices {
        values[place] /= sum
        mean += distances[place] * values[place]
      }
      let difference = log(sum) + beta * mean - wanted
      if abs(difference) <= 1e-5 { break }
      if difference > 0 {
        low = beta
        beta = high == .infinity ? beta * 2 : (beta + high) / 2
      } else {
        high = beta
        beta = low == -.infinity ? beta / 2 : (beta + low) / 2
      }
    }
    return values.map { $0.isFinite ? $0 : 0 }
  }
}
