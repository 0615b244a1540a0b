import Analysis
import Basics
import TensorMath
import Testing

@Suite(.serialized) struct CodeDistributionTests {
  let compute = ComputeContext(threads: 2)
  let stop = StopFlag()

  /// Two clouds, the second with a number that follows the first.
  private func clouds(_ generator: inout RandomGenerator) -> [Float] {
    let numbers = generator.normals(2000)
    return (0..<1000).flatMap { row -> [Float] in
      let (a, b) = (numbers[2 * row], numbers[2 * row + 1])
      return row % 4 == 0 ? [a * 0.3 - 4, b * 0.3, 1] : [a + 4, a + 0.5 * b, 1]
    }
  }

  private func moments(_ codes: [Float]) -> (means: [Double], covariance: Double) {
    let count = codes.count / 3
    let means = (0..<3).map { column in
      (0..<count).reduce(0.0) { $0 + Double(codes[$1 * 3 + column]) } / Double(count)
    }
    let covariance = (0..<count).reduce(0.0) { sum, row in
      sum + (Double(codes[row * 3]) - means[0]) * (Double(codes[row * 3 + 1]) - means[1]) / Double(count)
    }
    return (means, covariance)
  }

  @Test("A Gaussian's samples have the codes' mean and covariance")
  func gaussian() throws {
    var generator = RandomGenerator(seed: 1)
    let codes = clouds(&generator)
    let fitted = try CodeDistribution(
      members: 1, of: codes, width: 3, generator: &generator, compute: compute, unless: stop)
    let drawn = try fitted.sample(20_000, generator: &generator, compute: compute, unless: stop)
    let (own, others) = (moments(codes), moments(drawn))
    #expect(difference(own.means, others.means) < 0.15)
    #expect(abs(own.covariance - others.covariance) < 0.3)
    // A number that never varied does not begin to.
    #expect(drawn.indices.allSatisfy { $0 % 3 != 2 || abs(drawn[$0] - 1) < 1e-3 })
  }

  @Test("A mixture finds both clouds, and nothing between them")
  func mixture() throws {
    var generator = RandomGenerator(seed: 1)
    let codes = clouds(&generator)
    let fitted = try CodeDistribution(
      members: 2, of: codes, width: 3, generator: &generator, compute: compute, unless: stop)
    #expect(abs((fitted.weights.min() ?? 0) - 0.25) < 0.02)
    let one = try CodeDistribution(
      members: 1, of: codes, width: 3, generator: &generator, compute: compute, unless: stop)
    #expect(fitted.logLikelihood > one.logLikelihood)
    let drawn = try fitted.sample(5000, generator: &generator, compute: compute, unless: stop)
    let between = (0..<5000).count { abs(drawn[$0 * 3] + 1.5) < 1 }
    #expect(between < 25)
    // The same seed draws the same.
    var (first, second) = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    #expect(
      try fitted.sample(9, generator: &first, compute: compute, unless: stop)
        == fitted.sample(9, generator: &second, compute: compute, unless: stop))
  }

  @Test("Codes that are all the same give themselves")
  func edges() throws {
    var generator = RandomGenerator(seed: 1)
    let fitted = try CodeDistribution(
      members: 2, of: [Float](repeating: 2, count: 12), width: 3, generator: &generator, compute: compute, unless: stop)
    let drawn = try fitted.sample(4, generator: &generator, compute: compute, unless: stop)
    #expect(drawn.allSatisfy { abs($0 - 2) < 1e-6 })
  }
}
