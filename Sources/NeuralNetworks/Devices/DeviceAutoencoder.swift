internal import Devices
internal import TensorMath

/// A model at work on a device: its weights stay there from step to step, and so does what the optimiser remembers.
///
/// The processor's weights are the ones that count, unless steps were taken here since they were last brought home.
final class DeviceAutoencoder {
  let device: Device
  /// Whether steps were taken here that the processor's weights lack.
  private(set) var isAhead = false

  private let weights, gradients: DeviceBuffer
  private let encoder, decoder: DeviceNetwork
  private let image, code: SampleShape
  private var slots: [DeviceBuffer] = []
  /// Steps that the optimiser made, as long as what it remembers lies here.
  private var step: Int?
  private var input = GrowingBuffer(), target = GrowingBuffer(), blocks = GrowingBuffer()
  private var outputGradient = GrowingBuffer(), sums = GrowingBuffer(), scratch = GrowingBuffer()
  private var codes: Batch?
  private var images: Batch?

  /// A model on a device; throws where the device lacks a layer or the memory.
  init(_ model: Autoencoder, on device: Device) throws(DeviceError) {
    self.device = device
    try model.description.checkDevice()
    (image, code) = (model.imageShape, model.decoder.description.input)
    encoder = try DeviceNetwork(model.encoder.description, firstWeight: 0, on: device)
    let encoderWeights = (try? model.encoder.description.parameterCount()) ?? 0
    decoder = try DeviceNetwork(model.decoder.description, firstWeight: encoderWeights, on: device)
    weights = try device.makeBuffer(model.weights.count)
    gradients = try device.makeBuffer(model.weights.count)
  }

  /// Takes the processor's weights, unless those here are newer.
  func takeWeights(of model: Autoencoder) throws(DeviceError) {
    guard !isAhead else { return }
    try device.write(model.weights.pointer, count: model.weights.count, to: weights)
    (slots, step) = ([], nil)
  }

  /// Gives the processor the weights, and what the optimiser remembers, where those here are newer.
  func bringHome(to model: Autoencoder) throws(DeviceError) {
    guard isAhead else { return }
    try device.read(weights, count: model.weights.count, into: model.weights.pointer)
    if let state = model.optimizerState, let step {
      for (slot, own) in zip(state.slots, slots) { try device.read(own, count: slot.count, into: slot.pointer) }
      state.step = step
    }
    isAhead = false
  }

  /// The codes of images, in memory that the next call overwrites.
  func encode(_ batch: Batch) throws(DeviceError) -> Batch {
    let made = try encoder.forward(take(batch, into: &input), count: batch.count, weights: weights)
    return try give(made, count: batch.count, shape: code, memory: &codes)
  }

  /// The images that the decoder makes of codes, in memory that the next call overwrites.
  func decode(_ batch: Batch) throws(DeviceError) -> Batch {
    let made = try decoder.forward(take(batch, into: &input), count: batch.count, weights: weights)
    return try give(made, count: batch.count, shape: image, memory: &images)
  }

  /// The images that the decoder makes of the codes of images, in memory that the next call overwrites.
  func reconstruct(_ batch: Batch) throws(DeviceError) -> Batch {
    let codes = try encoder.forward(take(batch, into: &input), count: batch.count, weights: weights)
    let made = try decoder.forward(codes, count: batch.count, weights: weights)
    return try give(made, count: batch.count, shape: image, memory: &images)
  }

  /// One forward and backward pass; gives each part's own loss, and leaves the gradients here.
  func backpropagate(_ batch: Batch, target batchTarget: Batch, objective: Objective) throws(DeviceError) -> [Double] {
    let (count, numbers) = (batch.count, batch.count * image.elementCount)
    try objective.checkDevice()
    let input = try take(batch, into: &input)
    let target = batchTarget === batch ? input : try take(batchTarget, into: &target)
    let codes = try encoder.forward(input, count: count, weights: weights)
    let output = try decoder.forward(codes, count: count, weights: weights)
    let gradient = try outputGradient.reserve(numbers, on: device)
    let losses = try sums.reserve(objective.parts.count, on: device)
    for (index, part) in objective.parts.enumerated() {
      guard let term = part.term as? any DeviceLossTerm else { throw .lacking("the loss `\(part.name)`") }
      try device.measure(
        term.onDevice, output, targets: target, count: numbers, scale: Float(part.weight / Double(numbers)),
        gradient: gradient, isAdded: index > 0, into: losses, at: index, scratch: &scratch)
    }
    let passed = try decoder.backward(gradient, count: count, weights: weights, into: gradients, wantsInput: true)
    if let passed {
      _ = try encoder.backward(passed, count: count, weights: weights, into: gradients, wantsInput: false)
    }
    var values = [Float](repeating: 0, count: objective.parts.count)
    try device.read(losses, count: values.count, into: &values)
    return values.map { Double($0) / Double(numbers) }
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
      weights, gradients: gradients, slots: slots, count: weights.count, step: next, rate: rate, on: device)
    step = next
    isAhead = true
  }

  /// Copies a batch to the device, where it lies sample by sample.
  private func take(_ batch: Batch, into memory: inout GrowingBuffer) throws(DeviceError) -> DeviceBuffer {
    let (channels, height, width) = batch.shape.extents
    let size = batch.shape.elementCount
    let floats = Device.blockedCount(images: batch.count, size: size)
    let blocked = try blocks.reserve(floats, on: device)
    try device.write(batch.storage.pointer, count: floats, to: blocked)
    let taken = try memory.reserve(batch.count * size, on: device)
    try device.unblock(blocked, images: batch.count, channels: channels, pixels: height * width, into: taken)
    return taken
  }

  /// Copies samples back, into a batch as the processor's operations read it.
  private func give(
    _ samples: DeviceBuffer, count: Int, shape: SampleShape, memory: inout Batch?
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
