import Foundation
import TensorMath
import TestSupport
import Testing

/// Softmax and its gradient against their definitions in double precision.
@Suite(.serialized) struct SoftmaxTests {
  private static let shapes: [SampleShape] = [
    .vector(1), .vector(11), .vector(2000), .image(channels: 5, height: 6, width: 7),
  ]

  private func checked(_ shape: SampleShape) -> CheckedOperation {
    let output = Batch(capacity: 37, shape: shape)
    return CheckedOperation(
      input: shape, output: shape,
      forward: {
        Softmax.forward($0, into: output, compute: $2)
        Softmax.forward($0, into: $1, compute: $2)
      }, backward: { Softmax.inputGradient($0, output: output, into: $1, compute: $2) })
  }

  /// Each pixel's channels through `body`, and back in row-major order.
  private func map(_ values: [[Double]], _ shape: SampleShape, _ body: ([[Double]]) -> [Double]) -> [Double] {
    let (channels, pixels) = (shape.channels, shape.pixels)
    var result = [Double](repeating: 0, count: values[0].count)
    for sample in 0..<result.count / shape.elementCount {
      for pixel in 0..<pixels {
        let places = (0..<channels).map { (sample * channels + $0) * pixels + pixel }
        let mapped = body(values.map { array in places.map { array[$0] } })
        for (place, value) in zip(places, mapped) { result[place] = value }
      }
    }
    return result
  }

  @Test(arguments: shapes) func valuesAndGradientsAreAsDefined(_ shape: SampleShape) {
    var random = MersenneTwister(seed: 4)
    let operation = checked(shape)
    let compute = ComputeContext(threads: 2)
    for count in CheckedOperation.counts {
      let x = random.numbers(count * shape.elementCount).map { $0 * 10 }
      let dy = random.numbers(x.count)
      let (result, gradient) = (Batch(capacity: count, shape: shape), Batch(capacity: count, shape: shape))
      operation.forward(Batch(x, count: count, shape: shape), result, compute)
      operation.backward(Batch(dy, count: count, shape: shape), gradient, compute)
      let y = map([x.map(Double.init)], shape) { values in
        let exponentials = values[0].map { exp($0) }
        return exponentials.map { $0 / exponentials.reduce(0, +) }
      }
      let dx = map([y, dy.map(Double.init)], shape) { values in
        let dot = zip(values[0], values[1]).reduce(0) { $0 + $1.0 * $1.1 }
        return zip(values[0], values[1]).map { $0 * ($1 - dot) }
      }
      #expect(relativeError(result.rowMajor(), y) < 1e-6, "\(count) samples")
      #expect(shape.channels == 1 || relativeError(gradient.rowMajor(), dx) < 1e-6, "\(count) samples")
      operation.checkPadding(result, gradient)
    }
  }

  @Test func largeNumbersDoNotOverflow() {
    let y = checked(.vector(3)).forward([1000, 1000, -1000, -3e38, -3e38, -3e38], count: 2)
    #expect(y[0] == 0.5 && y[1] == 0.5 && y[2] == 0)
    #expect(y[3...].allSatisfy { abs($0 - 1 / 3) < 1e-7 })
    #expect(checked(.vector(3)).forward([1, .nan, 2], count: 1).allSatisfy { $0.isNaN })
  }

  @Test func aBatchMayBeItsOwnResult() {
    var random = MersenneTwister(seed: 8)
    let shape = SampleShape.image(channels: 5, height: 6, width: 7)
    let (x, dy) = (random.numbers(3 * 210), random.numbers(3 * 210))
    let compute = ComputeContext(threads: 2)
    let operation = checked(shape)
    let expected = operation.forward(x, count: 3)
    let (batch, gradient) = (Batch(x, count: 3, shape: shape), Batch(capacity: 3, shape: shape))
    operation.backward(Batch(dy, count: 3, shape: shape), gradient, compute)
    Softmax.forward(batch, into: batch, compute: compute)
    #expect(batch.rowMajor() == expected)
    let inPlace = Batch(dy, count: 3, shape: shape)
    Softmax.inputGradient(inPlace, output: batch, into: inPlace, compute: compute)
    #expect(inPlace.rowMajor() == gradient.rowMajor())
  }

  @Test(arguments: shapes) func bitsAndAllocations(_ shape: SampleShape) {
    checked(shape).checkBits()
    checked(shape).checkAllocations()
  }
}
