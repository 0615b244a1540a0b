public import Basics
internal import Devices
public import TensorMath

/// An encoder and a decoder with their weights, and what stands between them: a reference, which training changes.
///
/// One thread uses it at a time.
public final class Autoencoder: @unchecked Sendable {
  /// The networks and the bottleneck as they are described.
  public let description: AutoencoderDescription
  /// From images to codes, or to what the bottleneck takes them from; the bottleneck's own layers come last.
  public let encoder: Network
  /// From codes to images.
  public let decoder: Network
  /// The weights of both, encoder first, in PyTorch's order and layout.
  public let weights: FloatBuffer
  /// The gradients of all weights after a step, until the model evaluates.
  public let gradients: FloatBuffer
  /// What layers keep beside their weights, encoder first; no optimiser changes it.
  public let state: FloatBuffer
  /// Epochs of training completed.
  public var epochs = 0
  /// What the optimiser remembers; `nil` before the first step.
  public package(set) var optimizerState: OptimizerState?
  /// The scale of the decoder's output: that of the objective which trains it, or which the file of its weights tells.
  ///
  /// Whoever reads what the decoder makes obeys it.
  public var scale = TargetScale.normalised
  /// The scale of the images that the encoder takes: normalised, but for weights from elsewhere that were trained on
  /// brightness.
  public var inputScale = TargetScale.normalised
  /// The parts of its images' variance that the first number of a code holds, the first two, and so on, from 0 to 1, where
  /// principal components made the weights.
  public package(set) var varianceShares: [Double]?
  private let sampler: (any CodeSampler)?
  private let passingMemory = PassingMemory()
  private var lossGradient: (batch: Batch, generation: Int)?
  private var scaled = ScaledBatches()
  /// The model on a device, where it was last run on one.
  var twin: DeviceAutoencoder?

  /// The numbers of a code.
  public var latentSize: Int { description.latentSize }
  /// The shape of the images.
  public var imageShape: SampleShape { description.image }
  /// How many weights there are.
  public var parameterCount: Int { weights.count }
  /// All arrays, encoder first.
  var arrays: [Parameter] { (encoder.parameters + decoder.parameters).map(\.parameter) }

  /// A model whose weights are zero, for a file to fill.
  public init(_ description: AutoencoderDescription, threads: Int = 1, memory: Int? = nil) throws {
    try description.check(threads: threads, memory: memory)
    self.description = description
    let whole = try description.encoderWithHeads()
    let (split, kept) = (try whole.parameterCount(), try whole.stateCount())
    weights = FloatBuffer(count: split + (try description.decoder.parameterCount()))
    gradients = FloatBuffer(count: weights.count)
    state = FloatBuffer(count: kept + (try description.decoder.stateCount()))
    encoder = try Network(
      whole,
      over: Network.Arrays(
        values: weights.slice(0..<split), gradient: gradients.slice(0..<split), state: state.slice(0..<kept)),
      inputIsRectified: false, passingMemory: passingMemory)
    sampler = description.bottleneck.makeSampler(code: description.decoder.input)
    decoder = try Network(
      description.decoder,
      over: Network.Arrays(
        values: weights.slice(split..<weights.count), gradient: gradients.slice(split..<weights.count),
        state: state.slice(kept..<state.count)),
      inputIsRectified: sampler == nil && encoder.outputIsRectified, passingMemory: passingMemory)
  }

  /// A model with weights drawn from a generator, encoder first, as PyTorch draws them; throws `Interrupted` where it is
  /// stopped.
  public convenience init(
    _ description: AutoencoderDescription, initialization: Initialization = .article,
    generator: inout RandomGenerator, threads: Int = 1, memory: Int? = nil, unless stop: StopFlag = StopFlag()
  ) throws {
    try self.init(description, threads: threads, memory: memory)
    try initialization.begin(arrays, from: &generator, unless: stop)
  }

  /// A model of two networks with nothing between them, its weights drawn from a generator.
  public convenience init(
    encoder: NetworkDescription, decoder: NetworkDescription, initialization: Initialization = .article,
    generator: inout RandomGenerator, threads: Int = 1, memory: Int? = nil
  ) throws {
    try self.init(
      AutoencoderDescription(encoder: encoder, decoder: decoder), initialization: initialization,
      generator: &generator, threads: threads, memory: memory)
  }

  /// Another model with the same weights, state, epochs and optimiser's memory.
  ///
  /// Throws where it would not fit into `memory` bytes.
  public func copy(threads: Int = 1, memory: Int? = nil) throws -> Autoencoder {
    let copy = try Autoencoder(description, threads: threads, memory: memory)
    copy.weights.pointer.update(from: weights.pointer, count: weights.count)
    copy.state.pointer.update(from: state.pointer, count: state.count)
    copy.epochs = epochs
    copy.optimizerState = optimizerState?.copy()
    copy.varianceShares = varianceShares
    copy.scale = scale
    copy.inputScale = inputScale
    return copy
  }

  /// The codes of images, in memory that the next call overwrites.
  public func encode(_ images: Batch, compute: ComputeContext) -> Batch {
    guard let device = compute.device else { return code(images, pass: .evaluation(compute)) }
    let input = scaled.input(images, to: inputScale, compute)
    return onDevice(device) { (twin) throws(DeviceError) in try twin.encode(input) }
      ?? Self.nothing(of: decoder.description.input, count: images.count)
  }

  /// The decoder's output for codes, in memory that the next call overwrites.
  public func decode(_ codes: Batch, compute: ComputeContext) -> Batch {
    guard let device = compute.device else { return decoder.forward(codes, pass: .evaluation(compute)) }
    return onDevice(device) { (twin) throws(DeviceError) in try twin.decode(codes) }
      ?? Self.nothing(of: imageShape, count: codes.count)
  }

  /// The decoder's output for the codes of images, in memory that the next call overwrites.
  public func reconstruct(_ images: Batch, compute: ComputeContext) -> Batch {
    guard let device = compute.device else { return decode(encode(images, compute: compute), compute: compute) }
    let input = scaled.input(images, to: inputScale, compute)
    return onDevice(device) { (twin) throws(DeviceError) in try twin.reconstruct(input) }
      ?? Self.nothing(of: imageShape, count: images.count)
  }

  /// What a layer makes of images, in memory that the next call overwrites.
  /// - Precondition: ``NetworkDescription/innerLayers()`` of the network lists the layer.
  package func output(behind layer: InnerLayer, of images: Batch, inDecoder: Bool, compute: ComputeContext) -> Batch {
    let pass = Pass.evaluation(compute)
    return inDecoder
      ? decoder.output(behind: layer.place, of: code(images, pass: pass), pass: pass)
      : encoder.output(behind: layer.place, of: scaled.input(images, to: inputScale, compute), pass: pass)
  }

  private func code(_ images: Batch, pass: Pass) -> Batch {
    if !pass.isTraining { reservePassing(for: images) }
    let heads = encoder.forward(scaled.input(images, to: inputScale, pass.compute), pass: pass)
    return sampler?.forward(heads, pass: pass) ?? heads
  }

  /// The decoder's output as normalised images from -1 to 1, `[n, c, h, w]`, whatever scale it has.
  public func images(_ output: Batch) -> [Float] {
    switch scale {
    case .normalised: output.rowMajor()
    case .brightness: output.rowMajor().map { 2 * $0 - 1 }
    }
  }

  /// The objective for images as they are reconstructed, against a target (the images themselves if there is none), and
  /// its terms; no weight and no state changes. What is compared, on the objective's scale, is shown to `inspect`.
  public func evaluate(
    _ images: Batch, target: Batch? = nil, objective: Objective, codeWeight: Double = 0, terms: LossTerms? = nil,
    compute: ComputeContext, inspect: (_ prediction: Batch, _ target: Batch) -> Void = { _, _ in }
  ) -> Double {
    let output = reconstruct(images, compute: compute)
    let prediction = scaled.prediction(output, from: scale, to: objective.scale, compute)
    let target = scaled.target(target ?? images, to: objective.scale, compute)
    inspect(prediction, target)
    return measure(
      prediction, target: target, objective: objective, codeWeight: codeWeight, gradient: nil, terms: terms,
      compute: compute)
  }

  /// One forward and backward pass: the objective, with every weight's gradient in ``gradients``.
  ///
  /// The scale of the decoder's output becomes that of the objective.
  public func backpropagate(
    _ images: Batch, target: Batch? = nil, objective: Objective, codeWeight: Double = 0, terms: LossTerms? = nil,
    pass: Pass
  ) -> Double {
    precondition(pass.isTraining, "A pass that evaluates leaves nothing to go back over.")
    scale = objective.scale
    let compute = pass.compute
    if let device = compute.device {
      return backpropagate(images, target: target ?? images, objective: objective, terms: terms, on: device, compute)
    }
    let output = decoder.forward(code(images, pass: pass), pass: pass)
    let gradient = lossGradient(for: output)
    let value = measure(
      output, target: scaled.target(target ?? images, to: scale, compute), objective: objective,
      codeWeight: codeWeight, gradient: gradient, terms: terms, compute: compute)
    // The loss's gradient lies in the first of the two buffers, so the decoder begins with the second.
    guard let code = decoder.backward(gradient, firstTurn: 1, wantsInput: true, compute: compute) else { return value }
    if let sampler {
      let heads = sampler.backward(code, weight: codeWeight, compute: compute)
      _ = encoder.backward(heads, wantsInput: false, compute: compute)
    } else {
      _ = encoder.backward(
        code, isMasked: decoder.masksInput, firstTurn: decoder.turn(after: 1), wantsInput: false, compute: compute)
    }
    return value
  }

  /// As on the processor, but that the gradients stay on the device; no number where it fails.
  private func backpropagate(
    _ images: Batch, target: Batch, objective: Objective, terms: LossTerms?, on device: Device,
    _ compute: ComputeContext
  ) -> Double {
    let input = scaled.input(images, to: inputScale, compute)
    let target = scaled.target(target, to: scale, compute)
    let values = onDevice(device) { (twin) throws(DeviceError) in
      try twin.backpropagate(input, target: target, objective: objective)
    }
    guard let values else { return .nan }
    let sum = zip(values, objective.parts).reduce(0) { $0 + $1.1.weight * $1.0 }
    values.withUnsafeBufferPointer { terms?.note($0, reconstruction: sum, code: nil) }
    return sum
  }

  /// The losses of a prediction, and the bottleneck's term of the last codes.
  private func measure(
    _ prediction: Batch, target: Batch, objective: Objective, codeWeight: Double, gradient: Batch?, terms: LossTerms?,
    compute: ComputeContext
  ) -> Double {
    let count = objective.parts.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { values in
      var sum = objective.evaluate(prediction, target: target, gradient: gradient, values: values, compute: compute)
      let reconstruction = sum
      var own: Double?
      if let sampler {
        let loss = sampler.loss(compute: compute)
        sum += codeWeight * loss
        own = loss
      }
      terms?.note(UnsafeBufferPointer(values), reconstruction: reconstruction, code: own)
      return sum
    }
  }

  /// Takes an optimiser's step by the gradients that there are, at a rate.
  public func update(by rule: any WeightUpdate, rate: Double, compute: ComputeContext) {
    let state = state(for: rule)
    guard let device = compute.device else {
      state.update(weights, gradients: gradients, by: rule, rate: rate, compute: compute)
      return
    }
    device.attempt { () throws(DeviceError) in try twin?.update(state, by: rule, rate: rate) }
  }

  /// One step of training in one process: the objective before it. Nothing is allocated once the largest batch has come by.
  public func step(
    _ images: Batch, target: Batch? = nil, objective: Objective = .meanSquaredError, optimizer: Optimizer = .adam,
    pass: Pass
  ) -> Double {
    let value = backpropagate(images, target: target, objective: objective, pass: pass)
    update(by: optimizer.rule, rate: optimizer.rate, compute: pass.compute)
    return value
  }

  /// The optimiser's memory: what there is of its own, or new.
  package func state(for rule: any WeightUpdate) -> OptimizerState {
    if let optimizerState, optimizerState.belongs(to: rule) { return optimizerState }
    let state = OptimizerState(of: rule, count: weights.count)
    optimizerState = state
    return state
  }

  /// Where the loss's gradient goes, in memory that has room for every gradient behind it.
  private func lossGradient(for output: Batch) -> Batch {
    reservePassing(for: output)
    if let (batch, generation) = lossGradient, batch.capacity >= output.count, generation == passingMemory.generation {
      return batch
    }
    let batch = passingMemory.batch(turn: 0, capacity: output.capacity, shape: output.shape)
    lossGradient = (batch, passingMemory.generation)
    return batch
  }

  /// Makes room for whatever passes through both networks for as many samples as a batch has room for.
  private func reservePassing(for batch: Batch) {
    passingMemory.reserve(
      Batch.floats(
        capacity: batch.capacity,
        shape: .vector(
          max(decoder.greatestPassingCount(wantsInput: true), encoder.greatestPassingCount(wantsInput: false)))))
  }
}

/// Outputs and targets as an objective compares them, in memory that stays.
private struct ScaledBatches {
  private var inputs: Batch?
  private var predictions: Batch?
  private var targets: Batch?

  /// Images, which are normalised, in the scale that the encoder takes.
  mutating func input(_ images: Batch, to scale: TargetScale, _ compute: ComputeContext) -> Batch {
    guard scale != .normalised else { return images }
    return Self.converted(images, from: .normalised, to: scale, &inputs, compute)
  }

  /// The output of a model in the objective's scale.
  mutating func prediction(
    _ output: Batch, from source: TargetScale, to scale: TargetScale, _ compute: ComputeContext
  ) -> Batch {
    guard source != scale else { return output }
    return Self.converted(output, from: source, to: scale, &predictions, compute)
  }

  /// Images, which are normalised, in the objective's scale.
  mutating func target(_ images: Batch, to scale: TargetScale, _ compute: ComputeContext) -> Batch {
    guard scale != .normalised else { return images }
    return Self.converted(images, from: .normalised, to: scale, &targets, compute)
  }

  private static func converted(
    _ batch: Batch, from source: TargetScale, to scale: TargetScale, _ memory: inout Batch?, _ compute: ComputeContext
  ) -> Batch {
    let result: Batch
    if let memory, memory.capacity >= batch.count, memory.shape == batch.shape {
      result = memory
    } else {
      result = Batch(capacity: batch.capacity, shape: batch.shape)
      memory = result
    }
    TargetScale.convert(batch, from: source, to: scale, into: result, compute: compute)
    return result
  }
}
