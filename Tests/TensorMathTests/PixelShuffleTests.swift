import TensorMath
import TestSupport
import Testing

/// Channels laid out as pixels.
@Suite(.serialized) struct PixelShuffleTests {
  private func checked(_ shuffle: PixelShuffle) -> CheckedOperation {
    CheckedOperation(
      input: shuffle.input, output: shuffle.output, forward: { shuffle.forward($0, into: $1, compute: $2) },
      backward: { shuffle.inputGradient($0, into: $1, compute: $2) })
  }

  @Test(arguments: [1, 2, 3]) func pixelsComeFromChannelsInPyTorchsOrder(factor: Int) throws {
    let (channels, height, width) = (3, 4, 5)
    let shape = SampleShape.image(channels: channels * factor * factor, height: height, width: width)
    let operation = checked(try PixelShuffle(shape, factor: factor))
    operation.checkLinear(tolerance: 0) { x in
      let planes = ReferenceImages.planes(x, shape)
      let squares = factor * factor
      return stride(from: 0, to: planes.count, by: squares).flatMap { first in
        (0..<height * factor).flatMap { row in
          (0..<width * factor).map { column in
            planes[first + row % factor * factor + column % factor][row / factor][column / factor]
          }
        }
      }
    }
    operation.checkBits()
    operation.checkAllocations()
  }

  @Test func numbersAreThoseOfPyTorch() throws {
    let operation = checked(try PixelShuffle(.image(channels: 8, height: 1, width: 2), factor: 2))
    let expected: [Float] = [0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15]
    #expect(operation.forward((0..<16).map(Float.init), count: 1) == expected)
  }

  @Test func theGradientIsZeroWhereTheMaskIs() throws {
    let shuffle = try PixelShuffle(.image(channels: 12, height: 3, width: 2), factor: 2)
    var random = MersenneTwister(seed: 3)
    let dy = Batch(random.numbers(21 * 72), count: 21, shape: shuffle.output)
    CheckedOperation.checkMask(shuffle.input) {
      shuffle.inputGradient(dy, mask: $0, into: $1, compute: ComputeContext(threads: 2))
    }
  }

  @Test func whatDoesNotFitIsRefused() {
    let shape = SampleShape.image(channels: 6, height: 3, width: 2)
    #expect(throws: ImageOperationMisfit.channels(6, factor: 2)) { try PixelShuffle(shape, factor: 2) }
    #expect(throws: ImageOperationMisfit.notPositive("factor", 0)) { try PixelShuffle(shape, factor: 0) }
    #expect(throws: ImageOperationMisfit.tooLarge) { try PixelShuffle(shape, factor: .max) }
    #expect(throws: ImageOperationMisfit.notAnImage(.vector(4))) { try PixelShuffle(.vector(4), factor: 2) }
  }
}
