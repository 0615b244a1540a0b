import Foundation
import TensorMath
import TestSupport
import Testing

/// Activations and their derivatives against the system's library in double precision.
@Suite struct ActivationTests {
  static let activations: [Activation] = [
    .relu, .leakyReLU(slope: 0.01), .gelu, .sigmoid, .tanh, .silu, .elu(alpha: 1), .elu(alpha: 0.3),
    .softplus(beta: 1, threshold: 20), .softplus(beta: 2, threshold: 3),
  ]

  /// The value and the derivative, each with the size its error is measured by: an error of one unit is one unit in
  /// the last place of that size.
  static func expected(
    _ activation: Activation, _ x: Double
  ) -> (value: Double, valueSize: Double, slope: Double, slopeSize: Double) {
    switch activation {
    case .relu: return (max(x, 0), max(x, 0), x > 0 ? 1 : 0, 1)
    case .leakyReLU(let slope):
      let y = x > 0 ? x : Double(slope) * x
      return (y, y, x > 0 ? 1 : Double(slope), 1)
    case .gelu:
      // Limits at the infinities, where x · Φ(x) and x · φ(x) would be ∞ · 0.
      if x.isInfinite { return x > 0 ? (x, x, 1, 1) : (0, 0, 0, 0) }
      let distribution = 0.5 * erfc(-x / 2.0.squareRoot())
      let term = x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      return (x * distribution, x * distribution, distribution + term, distribution + abs(term))
    case .sigmoid:
      // The slope is worked out from the rounded value, whose error it carries on.
      let y = 1 / (1 + exp(-x))
      return (y, y, y / (1 + exp(x)), y)
    case .tanh: return (tanh(x), tanh(x), 1 / (cosh(x) * cosh(x)), 1)
    case .silu:
      if x.isInfinite { return x > 0 ? (x, x, 1, 1) : (0, 0, 0, 0) }
      let y = 1 / (1 + exp(-x))
      let term = x * y / (1 + exp(x))
      return (x * y, x * y, y + term, y + abs(term))
    case .elu(let alpha):
      let (y, slope) = x > 0 ? (x, 1) : (Double(alpha) * expm1(x), Double(alpha) * exp(x))
      return (y, y, slope, slope)
    case .softplus(let beta, let threshold):
      let z = x * Double(beta)
      if z > Double(threshold) { return (x, x, 1, 1) }
      let y = (max(z, 0) + log1p(exp(-abs(z)))) / Double(beta)
      return (y, y, 1 / (1 + exp(-z)), 1 / (1 + exp(-z)))
    }
  }

  /// The most units an activation may be off by, and its derivative.
  static func tolerance(_ activation: Activation) -> (value: Double, slope: Double) {
    switch activation {
    case .relu: (0, 0)
    case .leakyReLU: (0.5, 0)
    case .gelu: (6, 6)
    case .sigmoid: (3, 3)
    case .tanh: (2, 4)
    case .silu: (6, 6)
    case .elu: (3, 3)
    case .softplus: (3, 3)
    }
  }

  @Test(arguments: activations) func valuesAndDerivativesAreNearlyExact(_ activation: Activation) {
    let x = Grid.values
    let input = Batch(x, count: 1, shape: .vector(x.count))
    let ones = Batch([Float](repeating: 1, count: x.count), count: 1, shape: .vector(x.count))
    let output = Batch(capacity: 1, shape: .vector(x.count))
    let slopes = Batch(capacity: 1, shape: .vector(x.count))
    let compute = ComputeContext(threads: 2)
    activation.forward(input, into: output, compute: compute)
    activation.backward(
      ones, remembered: activation.backwardReadsOutput ? output : input, into: slopes, compute: compute)
    var value = WorstError()
    var slope = WorstError()
    for (x, (y, d)) in zip(x, zip(output.rowMajor(), slopes.rowMajor())) {
      // Denormal numbers count as zero while a team runs.
      let expected = Self.expected(activation, x.isSubnormal ? 0 : Double(x))
      value.add(at: x, y, expected.value, size: expected.valueSize)
      if !x.isNaN { slope.add(at: x, d, expected.slope, size: expected.slopeSize) }
    }
    let tolerance = Self.tolerance(activation)
    #expect(value.units <= tolerance.value, "\(value)")
    #expect(slope.units <= tolerance.slope, "\(slope)")
  }

  @Test(arguments: activations) func bothDirectionsHaveTheSameBitsEverywhere(_ activation: Activation) {
    let shape = SampleShape.vector(Grid.values.count)
    var random = MersenneTwister(seed: 13)
    let input = Batch(Grid.values.map { $0.isNaN ? 0 : $0 }, count: 1, shape: shape)
    let gradient = Batch(random.numbers(shape.elementCount), count: 1, shape: shape)
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      let output = Batch(capacity: 1, shape: shape)
      let dx = Batch(capacity: 1, shape: shape)
      activation.forward(input, into: output, compute: compute)
      activation.backward(
        gradient, remembered: activation.backwardReadsOutput ? output : input, into: dx, compute: compute)
      return [output.rowMajor().bits, dx.rowMajor().bits]
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in [2, 3] {
      let compute = ComputeContext(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: compute.team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }
}
