import Devices
import NeuralNetworks
import Options
import TensorMath
import Testing

/// The first device that OpenCL has here, PoCL's processor where there is no other.
enum OpenCLDevice {
  static let description = try? DeviceCatalogue.device(.openCL)
  static let isThere = description != nil
  static let isMissing: Comment = "There is no OpenCL device here: install pocl-opencl-icd."

  /// The device at work, with so many bytes of memory.
  static func open(memory: Int? = nil) throws -> Device { try Device(#require(description), memory: memory) }
}

/// One model, its images and what they are to become, on whichever of the two computes.
struct Experiment {
  let encoder, decoder: NetworkDescription
  var loss = TermSum([WeightedTerm(weight: 1, term: Term("mse"))])
  var optimizer = Optimizer(GradientDescent(), rate: 1)
  var bottleneck: any Bottleneck = PlainBottleneck()
  var codeWeight = 0.0
  var clipping: GradientClipping?

  /// Networks from lines as a script writes them.
  init(_ input: SampleShape, _ encoder: [String], code: SampleShape, _ decoder: [String]) throws {
    self.encoder = NetworkDescription(input: input, layers: try LayerTable.layers(encoder))
    self.decoder = NetworkDescription(input: code, layers: try LayerTable.layers(decoder))
  }

  /// The article's network.
  init(latent: Int, width: Int, input: SampleShape) throws {
    (encoder, decoder) = try NetworkDescription.article(latent: latent, width: width, input: input)
  }

  func model() throws -> Autoencoder {
    var generator = RandomGenerator(seed: 3)
    return try Autoencoder(
      AutoencoderDescription(encoder: encoder, bottleneck: bottleneck, decoder: decoder), initialization: .pytorch,
      generator: &generator)
  }

  /// Images between -1 and 1.
  func images(_ count: Int, seed: UInt64 = 5) -> Batch {
    var generator = RandomGenerator(seed: seed)
    let batch = Batch(capacity: count, shape: encoder.input)
    batch.load((0..<count * encoder.input.elementCount).map { _ in 2 * generator.uniform() - 1 }, count: count)
    return batch
  }

  /// The losses of so many steps, and the model after them.
  func train(steps: Int, images: Int, on compute: ComputeContext) throws -> (losses: [Double], model: Autoencoder) {
    let model = try model()
    let pass = Pass.training(compute, random: RandomStream(RandomGenerator(seed: 0)))
    let losses = (0..<steps).map { step in
      let loss = model.backpropagate(
        self.images(images, seed: UInt64(step)), target: self.images(images, seed: UInt64(step + 100)),
        objective: Objective(loss), codeWeight: codeWeight, pass: pass)
      if let clipping { model.clip(clipping, compute: compute) }
      model.update(by: optimizer.rule, rate: optimizer.rate, compute: compute)
      return loss
    }
    model.bringHome()
    if let failure = compute.device?.takeFailure() { throw failure }
    return (losses, model)
  }
}

extension Experiment {
  /// The loss of one step, and every array's gradient, as a step of a large rate tells it; the model after it.
  func gradients(
    images: Int, on compute: ComputeContext
  ) throws -> (loss: Double, gradients: [(name: String, values: [Float])], model: Autoencoder) {
    let rate: Float = 1024
    var experiment = self
    experiment.optimizer = Optimizer(GradientDescent(), rate: Double(rate))
    let before = try model().weights.all.values
    let (losses, model) = try experiment.train(steps: 1, images: images, on: compute)
    var place = 0
    let gradients = (model.encoder.parameters + model.decoder.parameters).compactMap { layer, parameter in
      let own = parameter.description.role == .trained ? parameter.values.values : []
      defer { place += own.count }
      return own.isEmpty
        ? nil
        : (
          "\(layer).\(parameter.description.name)", zip(own, before[place..<place + own.count]).map { ($1 - $0) / rate }
        )
    }
    return (losses[0], gradients, model)
  }

  /// Holds a device to the processor's loss and gradients of one step, and to the state that it leaves.
  func expectParity(images: Int, _ comment: Comment? = nil) throws {
    let expected = try gradients(images: images, on: processor())
    let found = try gradients(images: images, on: ComputeContext(processor(), device: OpenCLDevice.open()))
    #expect(abs(found.loss - expected.loss) < 1e-5 * abs(expected.loss), comment)
    #expect(found.gradients.count == expected.gradients.count)
    for (own, processors) in zip(found.gradients, expected.gradients) {
      let difference = relativeDifference(own.values, processors.values)
      #expect(difference < 1e-5, "\(own.name): \(difference)")
    }
    let (state, processors) = (found.model.state.all.values, expected.model.state.all.values)
    #expect(relativeDifference(state, processors) < 1e-5, comment)
  }

  /// Holds a device to the processor's codes and reconstructions, of a model that was trained a little.
  func expectSameOutput(images count: Int) throws {
    let device = try OpenCLDevice.open()
    let compute = ComputeContext(processor(), device: device)
    let model = try train(steps: 2, images: 9, on: processor()).model
    let images = images(count, seed: 77)
    let codes = model.encode(images, compute: processor()).rowMajor()
    let made = model.reconstruct(images, compute: processor()).rowMajor()
    #expect(relativeDifference(model.encode(images, compute: compute).rowMajor(), codes) < 1e-5)
    #expect(relativeDifference(model.reconstruct(images, compute: compute).rowMajor(), made) < 1e-5)
    #expect(device.takeFailure() == nil)
  }
}

/// The processor, whose convolutions take every product as a device's do.
func processor() -> ComputeContext { ComputeContext(threads: 1, exact: true) }

/// The greatest difference of two arrays, over the greatest number of the second.
func relativeDifference(_ first: [Float], _ second: [Float]) -> Float {
  #expect(first.count == second.count)
  let greatest = second.reduce(1e-30) { max($0, abs($1)) }
  return zip(first, second).reduce(0) { max($0, abs($1.0 - $1.1)) } / greatest
}

extension FloatSlice {
  var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
