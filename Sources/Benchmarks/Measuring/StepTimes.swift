internal import NeuralNetworks
internal import TensorMath

/// The times of a whole training step and of inference.
public struct StepTimes: Codable, Hashable, Sendable {
  /// The network.
  public var network: String
  /// Its size.
  public var size: ArchitectureSize
  /// Images in a batch.
  public var batch: Int
  /// Threads that computed.
  public var threads: Int
  /// The network's weights.
  public var parameters: Int
  /// Operations of a training step for one image, in the direct algorithm, of the layers that have weights.
  public var operations: Int
  /// From the bytes of a batch to new weights.
  public var training: Pass
  /// From the bytes of a batch to its reconstruction.
  public var inference: Pass
  /// Images a second that are trained on, by the median time.
  public var trainingSpeed: Double
  /// Images a second that are reconstructed, by the median time.
  public var inferenceSpeed: Double
  /// The loss of the last training step.
  public var loss: Double
  /// The most bytes that the process had resident meanwhile; nil where that cannot be told.
  public var peakMemory: Int?

  /// The times of a network's step.
  package init(
    network: String, size: ArchitectureSize, batch: Int, threads: Int, parameters: Int, operations: Int,
    training: Pass, inference: Pass, loss: Double, peakMemory: Int?
  ) {
    self.network = network
    self.size = size
    self.batch = batch
    self.threads = threads
    self.parameters = parameters
    self.operations = operations
    self.training = training
    self.inference = inference
    trainingSpeed = Double(batch) / training.medianSeconds
    inferenceSpeed = Double(batch) / inference.medianSeconds
    self.loss = loss
    self.peakMemory = peakMemory
  }

  private enum CodingKeys: String, CodingKey {
    case network, size, batch, threads, parameters
    case operations = "operations_per_image"
    case training, inference
    case trainingSpeed = "training_images_per_second"
    case inferenceSpeed = "inference_images_per_second"
    case loss
    case peakMemory = "peak_memory_bytes"
  }
}

extension Bench {
  /// Times a training step (bytes to batch, forward, loss, backward, Adam) and inference (bytes to batch, forward), by
  /// turns.
  ///
  /// Throws where the network does not fit into the memory that it may take.
  /// - Parameters:
  ///   - images: What the batches are made of; noise where there are none, or where they are smaller than a batch or of
  ///     another size than the network's.
  ///   - peak: What the processor can do at most, where that is known.
  public func measureStep(
    of architecture: Architecture, size: ArchitectureSize, batch batchSize: Int, threads: Int? = nil,
    images: SampleImages? = nil, peak: Peak?
  ) throws -> StepTimes {
    memory.reset()
    let compute = compute(threads: threads)
    let model = try architecture.model(size, batch: batchSize, memory: memoryLimit)
    let given = images.flatMap {
      $0.side == size.side && $0.channels == size.channels && $0.count >= batchSize ? $0 : nil
    }
    let images = given ?? .noise(side: size.side, channels: size.channels, count: batchSize)
    let batch = Batch(capacity: batchSize, shape: size.image)
    let random = RandomStream(RandomGenerator(seed: 0))
    var (trained, inferred) = (0, 0)
    var loss = Double.nan
    let fill = { (number: Int) in
      images.pixels.withUnsafeBufferPointer {
        batch.loadBytes($0, indices: images.indices(ofBatch: number, size: batchSize), compute: compute)
      }
    }
    let samples = sampling.measure([
      {
        fill(trained)
        loss = model.step(batch, pass: .training(compute, random: random))
        trained += 1
      },
      {
        fill(inferred)
        _ = model.reconstruct(batch, compute: compute)
        inferred += 1
      },
    ])
    let work = try Work(architecture.description(size))
    let rate = peak?.rate(threads: compute.threads)
    return StepTimes(
      network: architecture.name, size: size, batch: batchSize, threads: compute.threads,
      parameters: model.parameterCount, operations: work.training,
      training: Pass(samples[0], operations: work.training * batchSize, peak: rate),
      inference: Pass(samples[1], operations: work.inference * batchSize, peak: rate), loss: loss,
      peakMemory: memory.peak())
  }
}

/// What one image costs in operations of the direct algorithm, of the layers that have weights.
struct Work: Hashable {
  /// The forward pass.
  let inference: Int
  /// Three times that, for both gradients cost the same again, less the first layer's input gradient, which is not
  /// computed.
  let training: Int

  init(_ description: AutoencoderDescription) throws {
    var forward: [Int] = []
    for network in [try description.encoderWithHeads(), description.decoder] {
      for (layer, shape) in zip(network.layers, try network.shapes()) where !layer.parameters(for: shape).isEmpty {
        forward.append(layer.operations(for: shape))
      }
    }
    inference = forward.reduce(0, +)
    training = 3 * inference - (forward.first ?? 0)
  }
}
