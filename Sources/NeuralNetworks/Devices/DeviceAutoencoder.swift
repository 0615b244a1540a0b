internal import Devices
internal import TensorMath

/// A model at work on a device: its weights and its layers' state stay there from step to step, and so does what the
/// optimiser remembers.
///
/// The processor's are the ones that count, unless steps were taken here since they were last brought home.
final class DeviceAutoencoder {
  let device: Device
  /// Whether steps were taken here that the processor's weights lack.
  private(set) var isAhead = false

  private let weights, gradients, state: DeviceBuffer
  private let weightCount: Int
  private let encoder, decoder: DeviceNetwork
  private let sampler: DeviceGaussianSampler?
  private let image, code: SampleShape
  private let workspace = DeviceWorkspace()
  private var slots: [DeviceBuffer] = []
  /// Steps that the optimiser made, as long as what it remembers lies here.
  private var step: Int?
  private var input = GrowingBuffer(), target = GrowingBuffer(), blocks = GrowingBuffer(), scaled = GrowingBuffer()
  private var outputGradient = GrowingBuffer(), sums = GrowingBuffer()
  /// What each byte of an image stands for.
  private var byteValues: DeviceBuffer?
  private var codes: Batch?
  private var images: Batch?

  /// A model on a device; throws where the device lacks a layer or the memory.
  init(_ model: Autoencoder, on device: Device) throws(DeviceError) {
    self.device = device
    try model.description.checkDevice()
    (image, code) = (model.imageShape, model.decoder.description.input)
    encoder = try DeviceNetwork(model.encoder.description, from: (0, 0), on: device)
    decoder = try DeviceNetwork(model.decoder.description, from: encoder.end, on: device)
    sampler = (model.description.bottleneck as? any DeviceBottleneck)?.makeDeviceSampler(length: code.elementCount)
    weightCount = model.weights.count
    weights = try device.makeBuffer(weightCount)
    gradients = try device.makeBuffer(weightCount)
    state = try device.makeBuffer(model.state.count)
  }

  /// Takes the processor's weights, unless those here are newer.
  func takeWeights(of model: Autoencoder) throws(DeviceError) {
    guard !isAhead else { return }
    try device.write(model.weights.pointer, count: weightCount, to: weights)
    try device.write(model.state.pointer, count: model.state.count, to: state)
    (slots, step) = ([], nil)
  }

  /// Gives the processor the weights, and what the optimiser remembers, where those here are newer.
  ///
  /// What it gives is read as a whole before any of it takes the place of what was there.
  func bringHome(to model: Autoencoder) throws(DeviceError) {
    guard isAhead else { return }
    var arrivals: [(from: DeviceBuffer, into: FloatSlice)] = [(weights, model.weights.all), (state, model.state.all)]
    if let optimizer = model.optimizerState, step != nil { arrivals += zip(slots, optimizer.slots).map { ($0, $1) } }
    var read: [[Float]] = []
    for (buffer, slice) in arrivals {
      var numbers = [Float](repeating: 0, count: slice.count)
      try device.read(buffer, count: slice.count, into: &numbers)
      read.append(numbers)
    }
    for (numbers, arrival) in zip(read, arrivals) {
      numbers.withUnsafeBufferPointer { numbers in
        if let start = numbers.baseAddress { arrival.into.pointer.update(from: start, count: numbers.count) }
      }
    }
    if let step { model.optimizerState?.step = step }
    isAhead = false
  }

  /// The codes of images, in memory that the next call overwrites.
  func encode(_ batch: Batch, from scale: TargetScale) throws(DeviceError) -> Batch {
    let pass = pass(batch.count)
    return try give(codes(of: take(batch, as: scale, into: &input), pass), count: batch.count, shape: code, &codes)
  }

  /// The images that the decoder makes of codes, in memory that the next call overwrites.
  func decode(_ batch: Batch) throws(DeviceError) -> Batch {
    let made = try decoder.forward(take(batch, into: &input), pass(batch.count))
    return try give(made, count: batch.count, shape: image, &images)
  }

  /// The images that the decoder makes of the codes of images, in memory that the next call overwrites.
  func reconstruct(_ batch: Batch, from scale: TargetScale) throws(DeviceError) -> Batch {
    let pass = pass(batch.count)
    let made = try decoder.forward(codes(of: take(batch, as: scale, into: &input), pass), pass)
    return try give(made, count: batch.count, shape: image, &images)
  }

  /// What a model's images are told in: those that the encoder takes, and those that the decoder makes.
  struct Scales {
    let input, output: TargetScale
  }

  /// What an objective says of a batch, term by term, each a mean over the images.
  struct Losses {
    var parts: [Double] = []
    /// The bottleneck's own term; nil where it has none.
    var code: Double?
  }

  /// One forward and backward pass; leaves the gradients here.
  func backpropagate(
    _ batch: Batch, target batchTarget: Batch, objective: Objective, scales: Scales, codeWeight: Double,
    random: RandomStream
  ) throws(DeviceError) -> Losses {
    try objective.checkDevice()
    let pass = pass(batch.count, random: random)
    let (input, target) = try takePair(batch, batchTarget, scales.input, objective.scale)
    // Layers that keep something have another state from here on.
    isAhead = true
    let output = try decoder.forward(codes(of: input, pass), pass)
    let pair = DevicePair(predictions: output, targets: target, shape: image, count: batch.count)
    let gradient = try outputGradient.reserve(batch.count * image.elementCount, on: device)
    let sums = try measure(pair, objective, gradient: gradient, pass)
    if let passed = try decoder.backward(gradient, wantsInput: true, pass) {
      let heads = try sampler?.backward(passed, weight: codeWeight, pass) ?? passed
      _ = try encoder.backward(heads, wantsInput: false, pass)
    }
    return try losses(sums, of: pair, objective)
  }

  /// What an objective says of images as they are reconstructed, and the measures of each image.
  func evaluate(
    _ batch: Batch, target batchTarget: Batch, objective: Objective, scales: Scales, measures: [ImageMeasure]
  ) throws(DeviceError) -> (losses: Losses, measures: [[Double]]) {
    try objective.checkDevice()
    let pass = pass(batch.count)
    let (input, target) = try takePair(batch, batchTarget, scales.input, objective.scale)
    let made = try decoder.forward(codes(of: input, pass), pass)
    let output = try convert(made, count: batch.count * image.elementCount, from: scales.output, to: objective.scale)
    let pair = DevicePair(predictions: output, targets: target, shape: image, count: batch.count)
    let found = try losses(measure(pair, objective, gradient: nil, pass), of: pair, objective)
    var values: [[Double]] = []
    for measure in measures {
      let sums = try sums.reserve(batch.count, on: device)
      try measure.measure(pair, into: sums, workspace: workspace, on: device)
      var own = [Float](repeating: 0, count: batch.count)
      try device.read(sums, count: batch.count, into: &own)
      values.append(own.map { measure.value(of: Double($0), shape: image) })
    }
    return (found, values)
  }

  /// Where the first layer that made something else than finite numbers of the last batch stands in either network; nil
  /// where all made such.
  func firstNonFiniteLayer() throws(DeviceError) -> (encoder: Int?, decoder: Int?) {
    if let layer = try encoder.firstNonFiniteLayer(on: device) { return (layer, nil) }
    return (nil, try decoder.firstNonFiniteLayer(on: device))
  }

  /// Clips the gradients that there are.
  func clip(_ clipping: GradientClipping) throws(DeviceError) {
    try clipping.apply(to: gradients, count: weightCount, workspace: workspace, on: device)
  }

  /// Takes an optimiser's step by the gradients that there are, at a rate; what it remembers begins as `state` has it.
  func update(_ state: OptimizerState, by rule: any WeightUpdate, rate: Double) throws(DeviceError) {
    guard let rule = rule as? any DeviceWeightUpdate else { throw .lacking("the optimiser `\(rule.name)`") }
    if step == nil {
      for slot in state.slots {
        let own = try device.makeBuffer(slot.count)
        try device.write(slot.pointer, count: slot.count, to: own)
        slots.append(own)
      }
    }
    let next = (step ?? state.step) + 1
    try rule.update(
      weights, gradients: gradients, slots: slots, count: weightCount, step: next, rate: rate, on: device)
    step = next
    isAhead = true
  }

  private func pass(_ count: Int, random: RandomStream? = nil) -> DevicePass {
    DevicePass(
      device: device, count: count, weights: weights, gradients: gradients, state: state, workspace: workspace,
      random: random)
  }

  private func codes(of images: DeviceBuffer, _ pass: DevicePass) throws(DeviceError) -> DeviceBuffer {
    let heads = try encoder.forward(images, pass)
    return try sampler?.forward(heads, pass) ?? heads
  }

  /// Has every part of an objective leave its sum, and the bottleneck's term behind them.
  private func measure(
    _ pair: DevicePair, _ objective: Objective, gradient: DeviceBuffer?, _ pass: DevicePass
  ) throws(DeviceError) -> DeviceBuffer {
    let sums = try sums.reserve(objective.parts.count + 1, on: device)
    for (index, part) in objective.parts.enumerated() {
      guard let term = part.term as? any DeviceLossTerm else { throw .lacking("the loss `\(part.name)`") }
      try term.measure(
        pair, gradient: gradient.map { DeviceGradientPlace($0, weight: part.weight, isAdded: index > 0) }, into: sums,
        at: index, workspace: workspace, on: device)
    }
    try sampler?.measure(into: sums, at: objective.parts.count, pass)
    return sums
  }

  /// Reads what the parts of an objective left.
  private func losses(
    _ sums: DeviceBuffer, of pair: DevicePair, _ objective: Objective
  ) throws(DeviceError) -> Losses {
    let count = objective.parts.count + (sampler == nil ? 0 : 1)
    var values = [Float](repeating: 0, count: count)
    try device.read(sums, count: count, into: &values)
    var losses = Losses()
    for (part, sum) in zip(objective.parts, values) {
      guard let term = part.term as? any DeviceLossTerm else { continue }
      losses.parts.append(term.value(of: Double(sum), images: pair))
    }
    if sampler != nil, let sum = values.last { losses.code = Double(sum) / Double(pair.count) }
    return losses
  }

  /// Copies images and what they are compared with to the device, once where they are the same.
  private func takePair(
    _ batch: Batch, _ target: Batch, _ inputScale: TargetScale, _ targetScale: TargetScale
  ) throws(DeviceError) -> (input: DeviceBuffer, target: DeviceBuffer) {
    let input = try take(batch, as: inputScale, into: &input)
    guard target !== batch || inputScale != targetScale else { return (input, input) }
    return (input, try take(target, as: targetScale, into: &self.target))
  }

  /// Copies a batch to the device, where it lies sample by sample, normalised images in the scale that is asked for.
  private func take(
    _ batch: Batch, as scale: TargetScale = .normalised, into memory: inout GrowingBuffer
  ) throws(DeviceError) -> DeviceBuffer {
    let size = batch.shape.elementCount
    let taken = try memory.reserve(batch.count * size, on: device)
    if let bytes = batch.bytes {
      try decode(bytes, into: taken)
    } else {
      let (channels, height, width) = batch.shape.extents
      let floats = Device.blockedCount(images: batch.count, size: size)
      let blocked = try blocks.reserve(floats, on: device)
      try device.write(batch.storage.pointer, count: floats, to: blocked)
      try device.unblock(blocked, images: batch.count, channels: channels, pixels: height * width, into: taken)
    }
    try convert(taken, count: batch.count * size, from: .normalised, to: scale, into: taken)
    return taken
  }

  /// Sends bytes, and makes numbers of them there: those that the processor makes.
  private func decode(_ bytes: [UInt8], into numbers: DeviceBuffer) throws(DeviceError) {
    let sent = try blocks.reserve((bytes.count + 3) / 4, on: device)
    // Typed throws do not pass through closures of the standard library yet.
    let written = bytes.withUnsafeBytes { bytes in
      Result { () throws(DeviceError) in try device.write(bytes, to: sent) }
    }
    try written.get()
    let table: DeviceBuffer
    if let byteValues {
      table = byteValues
    } else {
      table = try device.makeBuffer(256)
      try device.write(Batch.byteValues.pointer, count: 256, to: table)
      byteValues = table
    }
    try device.decode(sent, count: bytes.count, by: table, into: numbers)
  }

  /// A batch of one scale in another; itself where they are the same.
  private func convert(
    _ batch: DeviceBuffer, count: Int, from source: TargetScale, to scale: TargetScale
  ) throws(DeviceError) -> DeviceBuffer {
    guard source != scale else { return batch }
    let result = try scaled.reserve(count, on: device)
    try convert(batch, count: count, from: source, to: scale, into: result)
    return result
  }

  private func convert(
    _ batch: DeviceBuffer, count: Int, from source: TargetScale, to scale: TargetScale, into result: DeviceBuffer
  ) throws(DeviceError) {
    switch (source, scale) {
    case (.normalised, .brightness): try device.multiply(batch, by: 0.5, adding: 0.5, count: count, into: result)
    case (.brightness, .normalised): try device.multiply(batch, by: 2, adding: -1, count: count, into: result)
    case (.normalised, .normalised), (.brightness, .brightness): break
    }
  }

  /// Copies samples back, into a batch as the processor's operations read it.
  private func give(
    _ samples: DeviceBuffer, count: Int, shape: SampleShape, _ memory: inout Batch?
  ) throws(DeviceError) -> Batch {
    let (channels, height, width) = shape.extents
    let floats = Device.blockedCount(images: count, size: shape.elementCount)
    let blocked = try blocks.reserve(floats, on: device)
    try device.block(samples, images: count, channels: channels, pixels: height * width, into: blocked)
    let batch: Batch
    if let memory, memory.capacity >= count {
      batch = memory
    } else {
      batch = Batch(capacity: max(count, 1), shape: shape)
      memory = batch
    }
    batch.count = count
    try device.read(blocked, count: floats, into: batch.storage.pointer)
    return batch
  }
}
