public import Basics
public import TensorMath

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A map of rows on a plane on which neighbours stay neighbours: t-SNE (van der Maaten and Hinton 2008), with Barnes and
/// Hut's squares (van der Maaten 2014) and the defaults of scikit-learn 1.6 and later.
///
/// Perplexity 30; early exaggeration 12 for 250 steps with a momentum of 0.5, then 0.8 up to 1000 steps; a learning rate of
/// n / 12 / 4, at least 50; gains of at least 0.01; a start at the first two principal components, scaled so that the first
/// has a deviation of 10⁻⁴; θ = 0.5. Coordinates differ from scikit-learn's, for they depend on every rounding; the
/// divergence and the trustworthiness are alike.
public struct NeighbourMap: Sendable {
  /// The points, `[n, 2]`.
  public let points: [Float]
  /// The Kullback–Leibler divergence of the map's neighbourhoods from those of the rows, which the steps make small.
  public let divergence: Double
  /// The steps that were taken.
  public let steps: Int

  /// What a map is made by.
  public struct Options: Sendable {
    /// How many neighbours a row has, roughly.
    public var perplexity = 30.0
    /// The steps at most, of which the first 250 are exaggerated.
    public var steps = 1000
    /// How small a square has to look to count as one point; 0 measures every pair.
    public var angle = 0.5

    /// The defaults.
    public init() {}
  }

  /// The bytes that a map takes beside the rows, roughly: each row's neighbours, found, weighed and joined to both.
  package static func memory(count: Int, perplexity: Double) -> Int {
    let neighbours = min(max(count - 1, 0), Int(min(3 * perplexity + 1, 1e9)))
    return count.timesSaturating(neighbours).timesSaturating(2 * 16 + 2 * 16 + 24).plusSaturating(
      count.timesSaturating(400))
  }

  private static let exaggeration = 12.0
  private static let exploration = 250

  /// Makes a map of rows, `[n, width]`, row-major.
  ///
  /// - Parameters:
  ///   - start: Where the points begin, `[n, 2]`; at the principal components where it is nil.
  ///   - options: The perplexity is less than n.
  ///   - progress: Told every fifty steps how many were taken.
  /// - Throws: ``Interrupted``, and ``PrincipalComponents/NotFinite`` where a row holds what is no number.
  /// - Complexity: O(n² · width) once, and O(n · log n) a step.
  public init(
    of rows: [Float], width: Int, start: [Double]? = nil, options: Options = Options(), compute: ComputeContext,
    unless stop: StopFlag, progress: (_ steps: Int) -> Void = { _ in }
  ) throws {
    let count = rows.count / width
    precondition(count > 2 && options.perplexity > 0 && options.perplexity < Double(count), "A perplexity below n.")
    if let place = rows.firstIndex(where: { !$0.isFinite }) {
      throw PrincipalComponents.NotFinite(row: place / width)
    }
    let probabilities = try NeighbourProbabilities(
      of: rows, width: width, perplexity: options.perplexity, compute: compute, unless: stop)
    var descent = Descent(
      points: try start ?? Self.start(of: rows, width: width, compute, stop), probabilities: probabilities,
      angle: options.angle, rate: max(Double(count) / Self.exaggeration / 4, 50))
    let early = min(Self.exploration, options.steps)
    var taken = try descent.run(
      0..<early, momentum: 0.5, exaggeration: Self.exaggeration, patience: Self.exploration, compute, stop, progress)
    if options.steps > early {
      taken = try descent.run(
        taken..<options.steps, momentum: 0.8, exaggeration: 1, patience: 300, compute, stop, progress)
    }
    points = descent.points.map(Float.init)
    divergence = descent.gradient(exaggeration: 1, compute).divergence
    steps = taken
  }

  /// The divergence of a map that there is, and its gradient, `[n, 2]`.
  package static func divergence(
    of points: [Double], for rows: [Float], width: Int, options: Options = Options(), compute: ComputeContext,
    unless stop: StopFlag
  ) throws(Interrupted) -> (divergence: Double, gradient: [Double]) {
    let probabilities = try NeighbourProbabilities(
      of: rows, width: width, perplexity: options.perplexity, compute: compute, unless: stop)
    return Descent(points: points, probabilities: probabilities, angle: options.angle, rate: 0)
      .gradient(exaggeration: 1, compute)
  }

  /// The first two principal components, small.
  private static func start(
    of rows: [Float], width: Int, _ compute: ComputeContext, _ stop: StopFlag
  ) throws -> [Double] {
    let size = min(2, width)
    let components = try PrincipalComponents.fit(rows, width: width, components: size, compute: compute, unless: stop)
    let codes = try components.encode(rows, compute: compute, unless: stop).map(Double.init)
    let count = rows.count / width
    let mean = (0..<count).reduce(0.0) { $0 + codes[$1 * size] } / Double(count)
    let variance = (0..<count).reduce(0.0) { $0 + (codes[$1 * size] - mean) * (codes[$1 * size] - mean) }
    let deviation = (variance / Double(count)).squareRoot()
    let scale = deviation > 0 ? 1e-4 / deviation : 0
    return (0..<2 * count).map { place in
      place % 2 < size ? codes[place / 2 * size + place % 2] * scale : 0
    }
  }
}

/// The points on their way down the divergence's slope.
private struct Descent {
  var points: [Double]
  let probabilities: NeighbourProbabilities
  let angle: Double
  let rate: Double

  private var count: Int { points.count / 2 }

  init(points: [Double], probabilities: NeighbourProbabilities, angle: Double, rate: Double) {
    self.points = points
    self.probabilities = probabilities
    self.angle = angle
    self.rate = rate
  }

  /// Takes steps until nothing is gained any more; how many were taken with those before.
  mutating func run(
    _ range: Range<Int>, momentum: Double, exaggeration: Double, patience: Int, _ compute: ComputeContext,
    _ stop: StopFlag, _ progress: (Int) -> Void
  ) throws(Interrupted) -> Int {
    var update = [Double](repeating: 0, count: points.count)
    var gains = [Double](repeating: 1, count: points.count)
    var best = (divergence: Double.infinity, step: range.lowerBound)
    for step in range {
      try stop.check()
      let isChecked = (step + 1) % 50 == 0
      let (divergence, gradient) = gradient(exaggeration: exaggeration, compute, wantsDivergence: isChecked)
      var norm = 0.0
      for place in points.indices {
        gains[place] = update[place] * gradient[place] < 0 ? gains[place] + 0.2 : gains[place] * 0.8
        gains[place] = max(gains[place], 0.01)
        let slope = gradient[place] * gains[place]
        norm += slope * slope
        update[place] = momentum * update[place] - rate * slope
        points[place] += update[place]
      }
      guard isChecked else { continue }
      progress(step + 1)
      if divergence < best.divergence {
        best = (divergence, step)
      } else if step - best.step > patience {
        return step + 1
      }
      if norm.squareRoot() <= 1e-7 { return step + 1 }
    }
    return range.upperBound
  }

  /// The divergence, where it is wanted, and its gradient.
  func gradient(
    exaggeration: Double, _ compute: ComputeContext, wantsDivergence: Bool = true
  ) -> (divergence: Double, gradient: [Double]) {
    let count = count
    var pulls = [Double](repeating: 0, count: 2 * count)
    var pushes = pulls
    var weights = [Double](repeating: 0, count: count)
    var divergences = weights
    points.withUnsafeBufferPointer { points in
      guard let points = points.baseAddress else { return }
      let tree = QuadTree(points, count: count)
      let group = 64
      let tasks = (count + group - 1) / group
      pulls.withUnsafeMutableBufferPointer { pulls in
        pushes.withUnsafeMutableBufferPointer { pushes in
          weights.withUnsafeMutableBufferPointer { weights in
            nonisolated(unsafe) let (pulls, pushes, weights) = (pulls, pushes, weights)
            compute.run(tasks) { task in
              for point in task * group..<min(count, (task + 1) * group) {
                let (x, y) = (points[2 * point], points[2 * point + 1])
                let push = tree.repulsion(x, y, angle: angle)
                (pushes[2 * point], pushes[2 * point + 1], weights[point]) = (push.x, push.y, push.weight)
                var (pullX, pullY) = (0.0, 0.0)
                probabilities.forEach(of: point) { other, probability in
                  let (dx, dy) = (x - points[2 * other], y - points[2 * other + 1])
                  let pull = probability / (1 + dx * dx + dy * dy)
                  pullX += pull * dx
                  pullY += pull * dy
                }
                (pulls[2 * point], pulls[2 * point + 1]) = (pullX, pullY)
              }
            }
          }
        }
      }
      guard wantsDivergence else { return }
      let sum = max(weights.reduce(0, +), .leastNormalMagnitude)
      divergences.withUnsafeMutableBufferPointer { divergences in
        nonisolated(unsafe) let divergences = divergences
        compute.run(tasks) { task in
          for point in task * group..<min(count, (task + 1) * group) {
            let (x, y) = (points[2 * point], points[2 * point + 1])
            probabilities.forEach(of: point) { other, value in
              let probability = exaggeration * value
              guard probability > 0 else { return }
              let (dx, dy) = (x - points[2 * other], y - points[2 * other + 1])
              let onMap = max(1 / (1 + dx * dx + dy * dy) / sum, .leastNormalMagnitude)
              divergences[point] += probability * log(probability / onMap)
            }
          }
        }
      }
    }
    let sum = max(weights.reduce(0, +), .leastNormalMagnitude)
    let gradient = (0..<2 * count).map { 4 * (exaggeration * pulls[$0] - pushes[$0] / sum) }
    return (divergences.reduce(0, +), gradient)
  }
}

extension NeighbourProbabilities {
  /// Gives a row's neighbours and their probabilities.
  @inline(__always) func forEach(of row: Int, _ body: (_ other: Int, _ probability: Double) -> Void) {
    places.withUnsafeBufferPointer { places in
      values.withUnsafeBufferPointer { values in
        for place in starts[row]..<starts[row + 1] { body(places[place], values[place]) }
      }
    }
  }
}
