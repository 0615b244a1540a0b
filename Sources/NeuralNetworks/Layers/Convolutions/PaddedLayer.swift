import TensorMath

/// A layer at work whose images are padded first, by something else than zeros.
final class PaddedLayer: WeightedLayer {
  private let padding: ImagePadding
  private let layer: any WeightedLayer
  let masksInputGradient = true
  /// The padded images and their gradient.
  private var padded: (images: Batch, gradient: Batch)?

  init(_ padding: ImagePadding, before layer: any WeightedLayer) {
    self.padding = padding
    self.layer = layer
  }

  func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
    let images = reserved(for: input).images
    padding.forward(input, into: images, compute: pass.compute)
    layer.forward(images, into: output, relu: relu, pass: pass)
  }

  func weightGradient(input: Batch, outputGradient: Batch, compute: ComputeContext) {
    layer.weightGradient(input: reserved(for: input).images, outputGradient: outputGradient, compute: compute)
  }

  func inputGradient(_ outputGradient: Batch, mask: Batch?, into inputGradient: Batch, compute: ComputeContext) {
    let gradient = reserved(for: inputGradient).gradient
    layer.inputGradient(outputGradient, mask: nil, into: gradient, compute: compute)
    padding.inputGradient(gradient, mask: mask, into: inputGradient, compute: compute)
  }

  private func reserved(for batch: Batch) -> (images: Batch, gradient: Batch) {
    if let padded, padded.images.capacity >= max(batch.count, 1) { return padded }
    let capacity = batch.capacity
    let made = (Batch(capacity: capacity, shape: padding.output), Batch(capacity: capacity, shape: padding.output))
    padded = made
    return made
  }
}
