import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Testing

/// Sums of losses, and the one scale on which everybody reads a decoder's output.
@Suite(.serialized) struct ObjectiveTests {
  let compute = ComputeContext(threads: 2)
  static let image = SampleShape.image(channels: 2, height: 12, width: 13)

  private func objective(_ text: String) throws -> Objective {
    let value = OptionKind.sum(LossTable.table.declarations).reading(text)
    return Objective(try #require(value.flatMap { TermSum($0) }))
  }

  private func model(_ last: [String]) throws -> Autoencoder {
    var generator = RandomGenerator(seed: 3)
    let encoder = try NetworkDescription(Self.image, ["flatten", "linear 5"])
    let decoder = try NetworkDescription(.vector(5), ["linear 312"] + last)
    return try Autoencoder(
      AutoencoderDescription(encoder: encoder, decoder: decoder), initialization: .pytorch, generator: &generator)
  }

  private func images(_ count: Int = 18) -> Batch {
    var generator = RandomGenerator(seed: 9)
    return Batch(generator.numbers(count * Self.image.elementCount), count: count, shape: Self.image)
  }

  @Test func aSumIsItsPartsByTheirWeights() throws {
    let model = try model(["unflatten 2x12x13"])
    let images = images()
    func step(_ text: String) throws -> (Double, [Float]) {
      let value = model.backpropagate(images, objective: try objective(text), pass: .test(compute))
      return (value, model.gradients.values)
    }
    let (mse, ssim, huber) = (try step("mse"), try step("ssim"), try step("huber(0.5)"))
    let sum = try step("(mse + 0.25 * ssim + 2 * huber(0.5))")
    #expect(abs(sum.0 - (mse.0 + 0.25 * ssim.0 + 2 * huber.0)) < 1e-12)
    let expected = mse.1.indices.map { Double(mse.1[$0]) + 0.25 * Double(ssim.1[$0]) + 2 * Double(huber.1[$0]) }
    #expect(relativeError(sum.1, expected) < 1e-6)
    #expect(try objective("(mse + 0.25 * ssim)").name == "(mse + 0.25 * ssim)")
    #expect(LossTerms(try objective("(mse + ssim)"), PlainBottleneck()).names == ["mse", "ssim"])
    #expect(LossTerms(.meanSquaredError, PlainBottleneck()).names.isEmpty)
  }

  @Test func whatTrainedTheOutputSaysHowItIsRead() throws {
    // A sigmoid that only changes places behind it is a sigmoid.
    let model = try model(["sigmoid", "unflatten 2x12x13"])
    let images = images()
    #expect(
      message { try objective("bce").check(decoder: model.description.decoder, image: Self.image) }
        == "nothing is thrown")
    _ = model.backpropagate(images, objective: try objective("bce"), pass: .test(compute))
    #expect(model.scale == .brightness)
    // The mean squared error is that of the images that `reconstruct` gives.
    let redrawn = model.images(model.reconstruct(images, compute: compute))
    let expected = zip(redrawn, images.rowMajor()).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
    let found = model.evaluate(images, objective: .meanSquaredError, compute: compute)
    #expect(abs(found - expected / Double(redrawn.count)) < 1e-6)
    // A file tells its scale to whatever model takes its weights.
    let folder = try TemporaryFolder()
    try model.save(to: folder.file("m.safetensors"))
    let other = try self.model(["sigmoid", "unflatten 2x12x13"])
    try other.load(Safetensors(contentsOf: folder.file("m.safetensors")))
    #expect(other.scale == .brightness)
    #expect(other.images(other.reconstruct(images, compute: compute)) == redrawn)
  }

  @Test func lossesThatDoNotFitAreRefused() throws {
    let small = SampleShape.image(channels: 1, height: 10, width: 20)
    #expect(
      message { try objective("(mse + ssim)").check(decoder: NetworkDescription(input: small), image: small) }
        == "`ssim` looks at windows of 11x11 pixels, and the images are 1x10x20")
    let relu = try NetworkDescription(.vector(4), ["relu"])
    #expect(
      message { try objective("(l1 + bce)").check(decoder: relu, image: .vector(4)) }
        == "`bce` compares numbers between 0 and 1, and the decoder ends in `relu`: end it with `sigmoid`, or choose "
        + "`mse` or `l1`")
    #expect(OptionKind.sum(LossTable.table.declarations).reading("(mse + mae)") == nil)
  }
}
