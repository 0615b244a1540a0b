import Devices
import NeuralNetworks
import Options
import TensorMath
import Testing

/// Trainings of the article's network on a device.
@Suite(.serialized, .enabled(if: OpenCLDevice.isThere, OpenCLDevice.isMissing)) struct TrainingOnDeviceTests {
  private func article() throws -> Experiment {
    var experiment = try Experiment(latent: 20, width: 4, input: .image(channels: 3, height: 32, width: 32))
    experiment.optimizer = .adam
    return experiment
  }

  @Test("The first ten losses are the processor's within 1e-4") func firstLosses() throws {
    let experiment = try article()
    let expected = try experiment.train(steps: 10, images: 16, on: processor()).losses
    let found = try experiment.train(
      steps: 10, images: 16, on: ComputeContext(processor(), device: OpenCLDevice.open())
    ).losses
    for (own, processors) in zip(found, expected) { #expect(abs(own - processors) < 1e-4 * processors) }
  }

  @Test("The same training has the same bits") func sameBits() throws {
    let experiment = try article()
    let runs = try (0..<2).map { _ in
      try experiment.train(steps: 4, images: 33, on: ComputeContext(processor(), device: OpenCLDevice.open()))
    }
    #expect(runs[0].losses.map(\.bitPattern) == runs[1].losses.map(\.bitPattern))
    #expect(
      runs[0].model.weights.all.values.map(\.bitPattern) == runs[1].model.weights.all.values.map(\.bitPattern))
  }

  @Test("A training goes on on the processor from where the device left it") func goesOnAtHome() throws {
    let experiment = try article()
    let device = try OpenCLDevice.open()
    let (_, model) = try experiment.train(steps: 2, images: 16, on: ComputeContext(processor(), device: device))
    let (_, other) = try experiment.train(steps: 2, images: 16, on: processor())
    let losses = [model, other].map {
      $0.step(
        experiment.images(16), optimizer: .adam,
        pass: .training(processor(), random: RandomStream(RandomGenerator(seed: 0))))
    }
    #expect(abs(losses[0] - losses[1]) < 1e-4 * losses[1])
    #expect(model.optimizerState?.step == 3)
  }

  @Test("A device without enough memory says so, and the model stays as it was") func outOfMemory() throws {
    let experiment = try article()
    let device = try OpenCLDevice.open(memory: 1 << 20)
    let compute = ComputeContext(processor(), device: device)
    let model = try experiment.model()
    let before = model.weights.all.values
    let loss = model.step(
      experiment.images(64), optimizer: .adam,
      pass: .training(compute, random: RandomStream(RandomGenerator(seed: 0))))
    model.bringHome()
    #expect(loss.isNaN)
    let message = try #require(device.takeFailure()).description
    #expect(message.contains("of memory left") && message.contains("a smaller `batch`"), "\(message)")
    #expect(model.weights.all.values == before)
    #expect(model.optimizerState?.step ?? 0 == 0)
    // A smaller batch fits.
    _ = model.reconstruct(experiment.images(1), compute: compute)
    #expect(device.takeFailure() == nil)
  }
}
