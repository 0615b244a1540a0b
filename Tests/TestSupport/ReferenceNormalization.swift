/// Normalisation as its definition has it, in double precision over row-major arrays.
public struct ReferenceNormalization {
  /// Which numbers are normalised together, by their places in the array.
  public let sets: [[Int]]
  /// The number of the weight and bias that each place has.
  public let parameters: [Int]
  /// What is added to a variance.
  public let epsilon: Double

  /// A channel's numbers over all samples `[n, c, p]`.
  public static func batch(n: Int, channels: Int, pixels: Int, epsilon: Double = 1e-5) -> ReferenceNormalization {
    let places = 0..<(n * channels * pixels)
    return ReferenceNormalization(
      sets: (0..<channels).map { channel in places.filter { $0 / pixels % channels == channel } },
      parameters: places.map { $0 / pixels % channels }, epsilon: epsilon)
  }

  /// The numbers of so many neighbouring channels in a sample.
  public static func groups(
    _ groups: Int, n: Int, channels: Int, pixels: Int, epsilon: Double = 1e-5
  ) -> ReferenceNormalization {
    let size = channels / groups * pixels
    let places = 0..<(n * channels * pixels)
    return ReferenceNormalization(
      sets: (0..<n * groups).map { Array($0 * size..<($0 + 1) * size) },
      parameters: places.map { $0 / pixels % channels }, epsilon: epsilon)
  }

  /// All numbers of a sample, with a weight and bias each.
  public static func samples(n: Int, size: Int, epsilon: Double = 1e-5) -> ReferenceNormalization {
    ReferenceNormalization(
      sets: (0..<n).map { Array($0 * size..<($0 + 1) * size) }, parameters: (0..<n * size).map { $0 % size },
      epsilon: epsilon)
  }

  /// Each set's mean and biased variance.
  public func moments(_ x: [Double]) -> [(mean: Double, variance: Double)] {
    sets.map { set in
      let mean = set.reduce(0) { $0 + x[$1] } / Double(set.count)
      return (mean, set.reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Double(set.count))
    }
  }

  /// `(x − μ) / √(σ² + ε) · weight + bias`.
  public func forward(
    _ x: [Double], _ weight: [Double]?, _ bias: [Double]?, moments given: [(mean: Double, variance: Double)]? = nil
  ) -> [Double] {
    var y = x
    for (set, (mean, variance)) in zip(sets, given ?? moments(x)) {
      for place in set {
        y[place] =
          (x[place] - mean) / (variance + epsilon).squareRoot() * (weight?[parameters[place]] ?? 1)
          + (bias?[parameters[place]] ?? 0)
      }
    }
    return y
  }

  /// The gradients with respect to the input, the weights and the biases.
  public func backward(
    _ x: [Double], _ dy: [Double], _ weight: [Double]?
  ) -> (input: [Double], weight: [Double], bias: [Double]) {
    var dx = x
    var dw = [Double](repeating: 0, count: (parameters.max() ?? -1) + 1)
    var db = dw
    for (set, (mean, variance)) in zip(sets, moments(x)) {
      let inverse = 1 / (variance + epsilon).squareRoot()
      let normal = set.map { (x[$0] - mean) * inverse }
      let scaled = set.map { dy[$0] * (weight?[parameters[$0]] ?? 1) }
      let first = scaled.reduce(0, +) / Double(set.count)
      let second = zip(scaled, normal).reduce(0) { $0 + $1.0 * $1.1 } / Double(set.count)
      for (number, place) in set.enumerated() {
        dx[place] = inverse * (scaled[number] - first - normal[number] * second)
        dw[parameters[place]] += dy[place] * normal[number]
        db[parameters[place]] += dy[place]
      }
    }
    return (dx, dw, db)
  }
}
