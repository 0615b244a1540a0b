import Datasets
import Foundation
import NeuralNetworks
import Options
import TensorMath
import Testing
import Training

/// A whole training beside PyTorch's, everything that is drawn included; Tests/Peers/training_run.py makes the file.
@Suite(.serialized) struct PyTorchRunTests {
  @Test("Batch norm, dropout, shuffling, AdamW and a cosine schedule follow PyTorch's losses")
  func lossesArePyTorchs() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/run.safetensors").path
    let file = try Safetensors(contentsOf: path)
    func images(_ name: String) throws -> ImageSet {
      ImageSet(name: name, shape: ImageShape(channels: 3, height: 8, width: 8), pixels: try file.unsignedBytes(name))
    }
    let encoder = NetworkDescription(
      input: .image(channels: 3, height: 8, width: 8),
      layers: try LayerTable.layers([
        "conv2d 6 padding=1", "batch_norm2d", "relu", "max_pool2d 2", "dropout 0.2", "flatten", "linear 10",
      ]))
    let decoder = NetworkDescription(
      input: .vector(10),
      layers: try LayerTable.layers([
        "linear 96", "batch_norm1d", "relu", "unflatten 6x4x4",
        "conv_transpose2d 3 stride=2 padding=1 output_padding=1",
      ]))
    let random = RandomStream(RandomGenerator(seed: 0))
    let model = try Autoencoder(
      AutoencoderDescription(encoder: encoder, decoder: decoder), initialization: .pytorch,
      generator: &random.generator)
    var configuration = TrainingConfiguration(epochs: 25, batchSize: 16)
    configuration.order = ShuffledOrder()
    configuration.optimizer = try #require(OptimizerTable.table["adamw"]).make(OptionValues(["lr": 3e-3]))
    configuration.schedule = try ScheduleTable.schedule([Term("cosine")])
    let log = Trainer(model, configuration: configuration, compute: ComputeContext(threads: 2), now: tickingClock())
      .run(on: try images("images"), validating: try images("validation"), random: random)
    let losses = try file.floats("losses", shape: [100])
    for (step, expected) in losses.prefix(20).enumerated() {
      #expect(abs(log.batchLosses[step] - expected) < 1e-3 * expected, "step \(step)")
    }
    func mean(_ numbers: [Float]) -> Double { numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count) }
    #expect(abs(mean(log.batchLosses) - mean(losses)) < 0.01 * mean(losses))
    #expect(zip(log.rates, try file.floats("rates")).allSatisfy { abs($0 - $1) < 1e-9 })
    let validations = try file.floats("validations").map(Double.init)
    #expect(abs(try #require(log.epochs[0].validationMean) - validations[0]) < 1e-3 * validations[0])
    #expect(abs(try #require(log.epochs[24].validationMean) - validations[24]) < 0.05 * validations[24])
  }
}
