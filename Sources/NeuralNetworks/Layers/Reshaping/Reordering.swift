internal import TensorMath

/// Between the order of images in memory and that of vectors; each way is the other's gradient.
final class Reordering: Layer {
  let flattens: Bool
  let masksInputGradient = false

  init(flattens: Bool) { self.flattens = flattens }

  func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
    reorder(input, into: output, flattens: flattens, pass.compute)
  }

  func backward(
    input: Batch, output: Batch, outputGradient: Batch, into inputGradient: Batch?, masked: Bool,
    compute: ComputeContext
  ) {
    if let inputGradient { reorder(outputGradient, into: inputGradient, flattens: !flattens, compute) }
  }

  private func reorder(_ source: Batch, into target: Batch, flattens: Bool, _ compute: ComputeContext) {
    if flattens {
      Flattening.flatten(source, into: target, compute: compute)
    } else {
      Flattening.unflatten(source, into: target, compute: compute)
    }
  }
}
