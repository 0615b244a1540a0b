public import TensorMath

/// Why an encoder and a decoder make no autoencoder.
public enum AutoencoderError: Error, Hashable, Sendable, CustomStringConvertible {
  case encoder(NetworkShapeError)
  case decoder(NetworkShapeError)
  case codesDiffer(encoder: SampleShape, decoder: SampleShape)
  case imagesDiffer(input: SampleShape, output: SampleShape)
  case doesNotFit(bytes: Int, available: Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .encoder(let error): "encoder, \(error)"
    case .decoder(let error): "decoder, \(error)"
    case .codesDiffer(let encoder, let decoder): "the encoder makes \(encoder), and the decoder takes \(decoder)"
    case .imagesDiffer(let input, let output): "the encoder takes \(input), and the decoder makes \(output)"
    case .doesNotFit(let bytes, let available):
      bytes == .max
        ? "the model needs more memory than can be counted, and \(available) bytes are there"
        : "the model needs \(bytes) bytes to train, and \(available) are there"
    }
  }
}

/// An encoder and a decoder with their weights: a reference, which training changes.
///
/// One thread uses it at a time.
public final class Autoencoder: @unchecked Sendable {
  /// From images to codes.
  public let encoder: Network
  /// From codes to images.
  public let decoder: Network
  /// The weights of both, encoder first, in PyTorch's order and layout.
  public let weights: FloatBuffer
  /// The gradients of all weights after a step.
  public let gradients: FloatBuffer
  /// Epochs of training completed.
  public var epochs = 0
  /// What the optimiser remembers; `nil` before the first step.
  public package(set) var optimizerState: OptimizerState?
  /// Whether the decoder's output is brightness from 0 to 1, as `bce` trains it, rather than normalised from -1 to 1.
  public package(set) var outputIsBrightness = false
  private let gradientMemory = GradientMemory()
  private var lossGradient: (batch: Batch, generation: Int)?
  private var scaledTarget: Batch?

  /// The numbers of a code.
  public var latentSize: Int { decoder.description.input.elementCount }
  /// The shape of the images.
  public var imageShape: SampleShape { encoder.description.input }
  /// How many weights there are.
  public var parameterCount: Int { weights.count }

  /// Throws unless the two fit each other and, for a batch and a team of threads, into `memory` bytes.
  public static func check(
    encoder: NetworkDescription, decoder: NetworkDescription, batch: Int = 64, threads: Int = 1, memory: Int? = nil
  ) throws(AutoencoderError) {
    let code: SampleShape
    let image: SampleShape
    do { code = try encoder.output() } catch { throw .encoder(error) }
    do { image = try decoder.output() } catch { throw .decoder(error) }
    guard code == decoder.input else { throw .codesDiffer(encoder: code, decoder: decoder.input) }
    guard image == encoder.input else { throw .imagesDiffer(input: encoder.input, output: image) }
    let needed: TrainingMemory
    do {
      needed = try TrainingMemory(encoder: encoder, decoder: decoder, batch: batch, threads: threads)
    } catch { throw .encoder(error) }
    // What no machine has is refused even when the caller sets no limit.
    let available = memory ?? 1 << 42
    if needed.total > available { throw .doesNotFit(bytes: needed.total, available: available) }
  }

  /// A model whose weights are zero, for a file to fill.
  public init(encoder: NetworkDescription, decoder: NetworkDescription, threads: Int = 1, memory: Int? = nil) throws {
    try Self.check(encoder: encoder, decoder: decoder, threads: threads, memory: memory)
    let split = try encoder.parameterCount()
    let count = split + (try decoder.parameterCount())
    weights = FloatBuffer(count: count)
    gradients = FloatBuffer(count: count)
    self.encoder = try Network(
      encoder, values: weights.slice(0..<split), gradient: gradients.slice(0..<split), inputIsRectified: false,
      gradientMemory: gradientMemory)
    self.decoder = try Network(
      decoder, values: weights.slice(split..<count), gradient: gradients.slice(split..<count),
      inputIsRectified: self.encoder.outputIsRectified, gradientMemory: gradientMemory)
  }

  /// A model with weights drawn from a generator, encoder first, as PyTorch draws them.
  public convenience init(
    encoder: NetworkDescription, decoder: NetworkDescription, initialization: Initialization = .article,
    generator: inout MersenneTwister, threads: Int = 1, memory: Int? = nil
  ) throws {
    try self.init(encoder: encoder, decoder: decoder, threads: threads, memory: memory)
    initialization.draw([self.encoder, self.decoder], from: &generator)
  }

  /// Another model with the same weights, epochs and optimiser state.
  ///
  /// Throws where it would not fit into `memory` bytes.
  public func copy(threads: Int = 1, memory: Int? = nil) throws -> Autoencoder {
    let copy = try Autoencoder(
      encoder: encoder.description, decoder: decoder.description, threads: threads, memory: memory)
    copy.weights.pointer.update(from: weights.pointer, count: weights.count)
    copy.epochs = epochs
    copy.optimizerState = optimizerState?.copy()
    copy.outputIsBrightness = outputIsBrightness
    return copy
  }

  /// The codes of images, in memory that the next call overwrites.
  public func encode(_ images: Batch, compute: ComputeContext) -> Batch { encoder.forward(images, compute: compute) }

  /// The decoder's output for codes, in memory that the next call overwrites.
  public func decode(_ codes: Batch, compute: ComputeContext) -> Batch { decoder.forward(codes, compute: compute) }

  /// The decoder's output for the codes of images, in memory that the next call overwrites.
  public func reconstruct(_ images: Batch, compute: ComputeContext) -> Batch {
    decode(encode(images, compute: compute), compute: compute)
  }

  /// The decoder's output as normalised images from -1 to 1, `[n, c, h, w]`, whatever loss trained it.
  public func images(_ output: Batch) -> [Float] {
    outputIsBrightness ? output.rowMajor().map { 2 * $0 - 1 } : output.rowMajor()
  }

  /// The loss of reconstructing `images` as `target` (the images themselves if there is none).
  public func evaluate(_ images: Batch, target: Batch? = nil, loss: Loss, compute: ComputeContext) -> Double {
    loss.evaluate(
      reconstruct(images, compute: compute), target: scaled(target ?? images, for: loss, compute), compute: compute)
  }

  /// One forward and backward pass: the loss, with every weight's gradient in ``gradients``.
  public func backpropagate(_ images: Batch, target: Batch? = nil, loss: Loss, compute: ComputeContext) -> Double {
    let output = reconstruct(images, compute: compute)
    let gradient = lossGradient(for: output)
    let value = loss.evaluate(
      output, target: scaled(target ?? images, for: loss, compute), gradient: gradient, compute: compute)
    // The loss's gradient lies in the first of the two buffers, so the decoder begins with the second.
    if let code = decoder.backward(gradient, firstTurn: 1, wantsInput: true, compute: compute) {
      _ = encoder.backward(
        code, isMasked: decoder.masksInput, firstTurn: decoder.turn(after: 1), wantsInput: false, compute: compute)
    }
    return value
  }

  /// One step of training: the loss before it. Nothing is allocated once the largest batch has come by.
  public func step(
    _ images: Batch, target: Batch? = nil, loss: Loss, optimizer: Optimizer, compute: ComputeContext
  ) -> Double {
    outputIsBrightness = loss == .bce
    let value = backpropagate(images, target: target, loss: loss, compute: compute)
    let state: OptimizerState
    if let optimizerState, optimizerState.fits(optimizer) {
      state = optimizerState
    } else {
      state = OptimizerState(for: optimizer, count: weights.count)
      optimizerState = state
    }
    state.update(weights, gradients: gradients, by: optimizer, compute: compute)
    return value
  }

  /// Sets the optimiser's memory to what another run left, both arrays in the order of ``weights``.
  package func restoreAdam(step: Int, first: [Float], second: [Float]) {
    precondition(first.count == weights.count && second.count == weights.count, "The moments are of another model.")
    let state = OptimizerState(for: .adam(), count: weights.count)
    state.step = step
    for place in first.indices {
      state.slots[0][place] = first[place]
      state.slots[1][place] = second[place]
    }
    optimizerState = state
  }

  /// Where the loss's gradient goes, in memory that has room for every gradient behind it.
  private func lossGradient(for output: Batch) -> Batch {
    gradientMemory.reserve(
      Batch.floats(
        capacity: output.capacity,
        shape: .vector(
          max(
            output.shape.elementCount, decoder.greatestGradientCount(wantsInput: true),
            encoder.greatestGradientCount(wantsInput: false)))))
    if let (batch, generation) = lossGradient, batch.capacity >= output.count, generation == gradientMemory.generation {
      return batch
    }
    let batch = gradientMemory.batch(turn: 0, capacity: output.capacity, shape: output.shape)
    lossGradient = (batch, gradientMemory.generation)
    return batch
  }

  /// The target as the loss compares it: `bce` in brightness from 0 to 1.
  private func scaled(_ target: Batch, for loss: Loss, _ compute: ComputeContext) -> Batch {
    guard loss == .bce else { return target }
    let scaled: Batch
    if let scaledTarget, scaledTarget.capacity >= target.count {
      scaled = scaledTarget
    } else {
      scaled = Batch(capacity: target.capacity, shape: target.shape)
      scaledTarget = scaled
    }
    scaled.count = target.count
    compute.run(target.blocks) { block in
      for place in (block * target.blockFloats)..<((block + 1) * target.blockFloats) {
        scaled.storage.pointer[place] = (target.storage.pointer[place] + 1) / 2
      }
    }
    return scaled
  }
}
