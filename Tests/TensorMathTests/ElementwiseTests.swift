import Foundation
import TensorMath
import TestSupport
import Testing

@Suite struct ElementwiseTests {
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
    let found = loss.evaluate(prediction, target: target, gradient: gradient, compute: ComputeContext(threads: 3))
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
    let again = loss.evaluate(prediction, target: target, compute: ComputeContext(threads: 1))
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
        compute: ComputeContext(threads: 2))
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
    let compute = ComputeContext(threads: 1)
    for _ in 0..<2 {
      descent.update(parameters.all, gradients: FloatSlice([1, 2, 4]), velocities: velocities.all, compute: compute)
    }
    #expect(parameters.values == [-0.25, -0.5, -2])
  }

  @Test(arguments: Loss.allCases) func aPredictionThatIsNoNumberShowsInTheLoss(_ loss: Loss) {
    let prediction = Batch([0.5, .nan], count: 2, shape: .vector(1))
    let target = Batch([0.5, 1], count: 2, shape: .vector(1))
    #expect(loss.evaluate(prediction, target: target, compute: ComputeContext(threads: 1)).isNaN)
  }

  @Test(arguments: Loss.allCases) func lossesHaveTheSameBitsEverywhere(_ loss: Loss) {
    let shape = SampleShape.image(channels: 3, height: 11, width: 13)
    let n = 37
    var random = MersenneTwister(seed: 11)
    // From 0 to 1, ends included.
    func inputs() -> [Float] { random.numbers(n * shape.elementCount).map { min(max($0 * 0.6 + 0.5, 0), 1) } }
    let prediction = Batch(inputs(), count: n, shape: shape)
    let target = Batch(inputs(), count: n, shape: shape)
    func everything(_ compute: ComputeContext) -> (value: UInt64, gradient: [UInt32]) {
      let gradient = Batch(capacity: n, shape: shape)
      let value = loss.evaluate(prediction, target: target, gradient: gradient, compute: compute)
      return (value.bitPattern, gradient.storage.values.bits)
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 1...4 {
      let compute = ComputeContext(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: compute.team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }

  @Test func optimizersGiveTheSameBitsEverywhere() {
    var random = MersenneTwister(seed: 12)
    let count = 70001
    let start = random.numbers(count)
    let gradients = (0..<3).map { _ in FloatSlice(random.numbers(count)) }
    func everything(_ compute: ComputeContext) -> [[UInt32]] {
      let (adam, descent) = (FloatBuffer(start), FloatBuffer(start))
      let (m, v, b) = (FloatBuffer(count: count), FloatBuffer(count: count), FloatBuffer(count: count))
      for (step, gradient) in gradients.enumerated() {
        Adam().update(
          adam.all, gradients: gradient, firstMoments: m.all, secondMoments: v.all, step: step + 1, compute: compute)
        MomentumDescent(rate: 0.1, momentum: 0.9).update(
          descent.all, gradients: gradient, velocities: b.all, compute: compute)
      }
      return [adam, m, v, descent, b].map(\.values.bits)
    }
    let expected = everything(ComputeContext(threads: 1))
    for threads in 1...4 {
      let compute = ComputeContext(threads: threads)
      #expect(
        withEachInstructionSet { everything(ComputeContext(team: compute.team, instructions: $0)) == expected }
          .allSatisfy { $0 }, "\(threads) threads")
    }
  }
}
