import Foundation

/// What scikit-learn made of some handwritten digits; `Tests/Peers/analysis_references.py` wrote it.
struct ScikitLearn: Decodable {
  struct Components: Decodable {
    let rows, count: Int
    let mean, components, variances, ratios, codes: [Double]
  }

  struct Map: Decodable {
    let start, map, gradientOfStart: [Double]
    let divergence, divergenceOfStart, trustworthiness, silhouette, silhouetteOfRows: Double
    let iterations: Int
  }

  struct FirstSteps: Decodable {
    let rows, steps: Int
    let perplexity, divergence: Double
    let start, points: [Double]
  }

  /// `[150, 64]`.
  let rows: [Float]
  let labels: [Int]
  let tall, wide: Components
  let map: Map
  let firstSteps: FirstSteps
  let linear, neighbour: Double

  static let width = 64

  static let stored: ScikitLearn = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/scikit-learn.json")
    guard let data = try? Data(contentsOf: file), let all = try? JSONDecoder().decode(ScikitLearn.self, from: data)
    else { fatalError("The fixture cannot be read.") }
    return all
  }()
}

/// The largest difference between two lists of numbers.
func difference(_ left: some Sequence<Double>, _ right: some Sequence<Double>) -> Double {
  let (left, right) = (Array(left), Array(right))
  guard left.count == right.count else { return .infinity }
  return zip(left, right).reduce(0) { max($0, abs($1.0 - $1.1)) }
}
