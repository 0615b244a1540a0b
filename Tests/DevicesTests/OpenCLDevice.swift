import Devices
import NeuralNetworks
import Options
import TensorMath
import Testing

/// The first device that OpenCL has here, PoCL's processor where there is no other.
enum OpenCLDevice {
  static let description = try? DeviceCatalogue.device(.any)
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
    return try Autoencoder(encoder: encoder, decoder: decoder, initialization: .pytorch, generator: &generator)
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
      model.step(
        self.images(images, seed: UInt64(step)), target: self.images(images, seed: UInt64(step + 100)),
        objective: Objective(loss), optimizer: optimizer, pass: pass)
    }
    model.bringHome()
    if let failure = compute.device?.takeFailure() { throw failure }
    return (losses, model)
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
