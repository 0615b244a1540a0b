import Foundation
import TensorMath
import Testing

@Suite(.serialized) struct ElementwiseTests {
  static let activations: [Activation] = [.relu, .leakyReLU(slope: 0.01), .gelu, .sigmoid, .tanh]

  static func value(_ activation: Activation, _ x: Double) -> (value: Double, slope: Double) {
    switch activation {
    case .relu: return (max(x, 0), x > 0 ? 1 : 0)
    case .leakyReLU(let slope): return x > 0 ? (x, 1) : (Double(slope) * x, Double(slope))
    case .gelu:
      let distribution = 0.5 * (1 + erf(x / 2.0.squareRoot()))
      return (x * distribution, distribution + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot())
    case .sigmoid:
      let y = 1 / (1 + exp(-x))
      return (y, y * (1 - y))
    case .tanh: return (tanh(x), 1 - tanh(x) * tanh(x))
    }
  }

  @Test(arguments: activations) func forwardAndBackwardFollowTheFormula(_ activation: Activation) {
    let count = 20000
    let x = (0..<count).map { Float($0 - count / 2) * 1e-3 }
    let input = Batch(x, count: 1, shape: .vector(count))
    let output = Batch(capacity: 1, shape: .vector(count))
    let gradient = Batch([Float](repeating: 1, count: count), count: 1, shape: .vector(count))
    let team = ThreadTeam(threads: 2)
    activation.forward(input, into: output, team: team)
    let remembered = activation.backwardReadsOutput ? output : input
    let dx = Batch(capacity: 1, shape: .vector(count))
    activation.backward(gradient, remembered: remembered, into: dx, team: team)
    var worst = 0.0
    var worstSlope = 0.0
    for (i, (y, d)) in zip(output.rowMajor(), dx.rowMajor()).enumerated() {
      let (value, slope) = Self.value(activation, Double(x[i]))
      // Relative to the input: gelu of a large negative number is a small difference of large ones.
      worst = max(worst, abs(Double(y) - value) / max(abs(Double(x[i])), 0.1))
      worstSlope = max(worstSlope, abs(Double(d) - slope))
    }
    #expect(worst < 1e-6)
    #expect(worstSlope < 1e-6)
    guard let best = InstructionSet.best else { return }
    defer { Kernels.use(best) }
    Kernels.use(.avx2)
    let other = Batch(capacity: 1, shape: .vector(count))
    activation.forward(input, into: other, team: team)
    #expect(other.rowMajor() == output.rowMajor())
  }

  @Test(arguments: Loss.allCases) func lossAndGradientIgnoreThePadding(_ loss: Loss) {
    let shape = SampleShape.image(channels: 3, height: 7, width: 5)
    let n = 21
    var random = MersenneTwister(seed: 4)
    let p = random.numbers(n * shape.elementCount).map { $0 * 0.49 + 0.5 }
    let t = random.numbers(n * shape.elementCount).map { $0 * 0.5 + 0.5 }
    let prediction = Batch(p, count: n, shape: shape)
    for place in stride(from: 0, to: prediction.storage.count, by: 1) where prediction.storage[place] == 0 {
      prediction.storage[place] = 0.3
    }
    let target = Batch(t, count: n, shape: shape)
    let gradient = Batch(capacity: n, shape: shape)
    let found = loss.evaluate(prediction, target: target, gradient: gradient, team: ThreadTeam(threads: 3))
    var sum = 0.0
    var slopes: [Double] = []
    for (a, b) in zip(p, t) {
      let (x, y) = (Double(a), Double(b))
      switch loss {
      case .mse:
        sum += (x - y) * (x - y)
        slopes.append(2 * (x - y) / Double(p.count))
      case .l1:
        sum += abs(x - y)
        slopes.append((x > y ? 1 : -1) / Double(p.count))
      case .bce:
        sum -= y * log(x) + (1 - y) * log(1 - x)
        slopes.append((x - y) / (x * (1 - x)) / Double(p.count))
      }
    }
    #expect(abs(found - sum / Double(p.count)) < 1e-7)
    #expect(relativeError(gradient.rowMajor(), slopes) < 1e-6)
    let real = gradient.rowMajor().count { $0 != 0 }
    #expect(gradient.storage.values.count { $0 != 0 } == real)
    let again = loss.evaluate(prediction, target: target, team: ThreadTeam(threads: 1))
    #expect(again == found)
  }

  @Test func adamFollowsItsFormula() {
    var random = MersenneTwister(seed: 5)
    let count = 1003
    let start = random.numbers(count)
    let parameters = FloatBuffer(start)
    let (m, v) = (FloatBuffer(count: count), FloatBuffer(count: count))
    var (p, em, ev) = (
      start.map(Double.init), [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    for step in 1...3 {
      let gradient = random.numbers(count)
      Adam().update(
        parameters.all, gradients: FloatSlice(gradient), firstMoments: m.all, secondMoments: v.all, step: step,
        team: ThreadTeam(threads: 2))
      for i in 0..<count {
        let g = Double(gradient[i])
        em[i] += 0.1 * (g - em[i])
        ev[i] = 0.999 * ev[i] + 0.001 * g * g
        let correction = (1 - pow(0.999, Double(step))).squareRoot()
        p[i] -= 1e-3 / (1 - pow(0.9, Double(step))) * em[i] / (ev[i].squareRoot() / correction + 1e-8)
      }
    }
    #expect(relativeError(parameters.values, p) < 2e-7)
  }

  @Test func momentumFollowsItsFormula() {
    let parameters = FloatBuffer([1, 2, 3])
    let velocities = FloatBuffer(count: 3)
    let descent = MomentumDescent(rate: 0.5, momentum: 0.5)
    let team = ThreadTeam(threads: 1)
    for _ in 0..<2 {
      descent.update(parameters.all, gradients: FloatSlice([1, 2, 4]), velocities: velocities.all, team: team)
    }
    #expect(parameters.values == [-0.25, -0.5, -2])
  }
}
