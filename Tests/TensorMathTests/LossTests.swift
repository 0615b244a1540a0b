import Foundation
import TensorMath
import TestSupport
import Testing

/// Losses that look at each number by itself.
@Suite(.serialized) struct LossTests {
  static let terms: [ElementwiseLoss] = [.squaredError, .absoluteError, .huber(delta: 0.25), .crossEntropy]

  @Test(arguments: terms) func lossAndGradientIgnoreThePadding(_ loss: ElementwiseLoss) {
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
    let found = loss.evaluate(
      prediction, target: target, gradient: GradientPlace(gradient), compute: ComputeContext(threads: 3))
    var sum = 0.0
    var slopes: [Double] = []
    for (a, b) in zip(p, t) {
      let (x, y) = (Double(a), Double(b))
      switch loss {
      case .squaredError:
        sum += (x - y) * (x - y)
        slopes.append(2 * (x - y) / Double(p.count))
      case .absoluteError:
        sum += abs(x - y)
        slopes.append((x > y ? 1 : -1) / Double(p.count))
      case .huber:
        let d = x - y
        sum += abs(d) <= 0.25 ? d * d / 2 : 0.25 * (abs(d) - 0.125)
        slopes.append(min(max(d, -0.25), 0.25) / Double(p.count))
      case .crossEntropy:
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

  @Test(arguments: terms) func aPredictionThatIsNoNumberShowsInTheLoss(_ loss: ElementwiseLoss) {
    let prediction = Batch([0.5, .nan], count: 2, shape: .vector(1))
    let target = Batch([0.5, 1], count: 2, shape: .vector(1))
    #expect(loss.evaluate(prediction, target: target, compute: ComputeContext(threads: 1)).isNaN)
  }

  @Test(arguments: terms) func lossesHaveTheSameBitsEverywhere(_ loss: ElementwiseLoss) {
    let shape = SampleShape.image(channels: 3, height: 11, width: 13)
    let n = 37
    var random = MersenneTwister(seed: 11)
    // From 0 to 1, ends included.
    func inputs() -> [Float] { random.numbers(n * shape.elementCount).map { min(max($0 * 0.6 + 0.5, 0), 1) } }
    let prediction = Batch(inputs(), count: n, shape: shape)
    let target = Batch(inputs(), count: n, shape: shape)
    func everything(_ compute: ComputeContext) -> (value: UInt64, gradient: [UInt32]) {
      let gradient = Batch(capacity: n, shape: shape)
      let value = loss.evaluate(prediction, target: target, gradient: GradientPlace(gradient), compute: compute)
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

  @Test(arguments: terms) func aSecondTermIsAddedWithItsWeight(_ loss: ElementwiseLoss) {
    let compute = ComputeContext(threads: 2)
    let shape = SampleShape.image(channels: 2, height: 9, width: 16)
    var random = MersenneTwister(seed: 21)
    func inputs() -> Batch {
      Batch(random.numbers(19 * shape.elementCount).map { $0 * 0.4 + 0.5 }, count: 19, shape: shape)
    }
    let (prediction, target) = (inputs(), inputs())
    let (single, both) = (Batch(capacity: 19, shape: shape), Batch(capacity: 19, shape: shape))
    _ = ElementwiseLoss.squaredError.evaluate(
      prediction, target: target, gradient: GradientPlace(both, weight: 0.5), compute: compute)
    let before = both.rowMajor()
    let value = loss.evaluate(
      prediction, target: target, gradient: GradientPlace(both, weight: 0.25, isAdded: true), compute: compute)
    #expect(value == loss.evaluate(prediction, target: target, gradient: GradientPlace(single), compute: compute))
    let expected = zip(before, single.rowMajor()).map { Double($0) + 0.25 * Double($1) }
    #expect(relativeError(both.rowMajor(), expected) < 1e-6)
    #expect(relativeError(before, single.rowMajor().map(Double.init)) > 0.01 || loss == .squaredError)
    #expect(both.storage.values.count { $0 != 0 } == both.rowMajor().count { $0 != 0 })
  }
}
