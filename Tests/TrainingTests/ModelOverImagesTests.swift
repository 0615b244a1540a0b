import Datasets
import NeuralNetworks
import TensorMath
import Testing
import Training

@Suite(.serialized) struct ModelOverImagesTests {
  let compute = ComputeContext(threads: 2)

  @Test("Decoding the codes of images is reconstructing them, over several batches too")
  func decodeOfEncodeIsReconstruct() throws {
    let model = try smallModel()
    let images = smallImages(70)
    let codes = try model.encode(images, compute: compute)
    #expect(codes.count == 70 * 4)
    let reconstructed = try model.reconstruct(images, compute: compute)
    #expect(try model.decode(codes, compute: compute) == reconstructed.values)
    #expect(reconstructed.labels == images.labels)
    #expect(try model.reconstruct(images.normalised(), compute: compute).values == reconstructed.values)
  }

  @Test("Every image counts alike in the mean loss, in a smaller last batch too")
  func meanLossCountsImages() throws {
    let model = try smallModel()
    let images = smallImages(70)
    let mean = try #require(try model.meanLoss(over: images, objective: .meanSquaredError, compute: compute))
    let targets = images.normalised().values
    let values = try model.reconstruct(images, compute: compute).values
    let expected = zip(values, targets).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / Double(values.count)
    #expect(abs(mean - expected) < 1e-6 * expected)
    #expect(try model.meanLoss(over: images.taking(0), objective: .meanSquaredError, compute: compute) == nil)
  }
}
