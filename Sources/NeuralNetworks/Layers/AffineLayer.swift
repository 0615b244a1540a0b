import TensorMath

/// A layer at work that multiplies by weights and adds a bias where it has one.
final class AffineLayer: WeightedLayer {
  private let operation: any AffineOperation
  private let weight: Parameter
  private let bias: Parameter?
  let masksInputGradient = true

  /// A layer with the arrays `weight` and, where it adds one, `bias`; nil where there is no weight.
  init?(_ operation: any AffineOperation, _ parameters: [Parameter]) {
    guard let weight = parameters["weight"] else { return nil }
    self.operation = operation
    self.weight = weight
    bias = parameters["bias"]
  }

  func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
    operation.forward(
      input, weights: weight.values, bias: bias?.values, activation: relu ? .relu : .none, into: output,
      compute: pass.compute)
  }

  var scalable: (any ScalableLayer)? { operation is any ScalableOperation ? self : nil }

  func weightGradient(input: Batch, outputGradient: Batch, compute: ComputeContext) {
    operation.parameterGradient(
      input: input, outputGradient: outputGradient, weights: weight.gradient, bias: bias?.gradient, compute: compute)
  }

  func inputGradient(_ outputGradient: Batch, mask: Batch?, into inputGradient: Batch, compute: ComputeContext) {
    operation.inputGradient(
      outputGradient, weights: weight.values, mask: mask, into: inputGradient, compute: compute)
  }
}

extension AffineLayer: ScalableLayer {
  func forward(
    _ input: Batch, scales: FloatSlice, shifts: FloatSlice, into output: Batch, relu: Bool, compute: ComputeContext
  ) {
    guard let operation = operation as? any ScalableOperation else {
      preconditionFailure("Its outputs cannot be scaled.")
    }
    operation.scale(weight.values, by: scales, into: weight.gradient)
    var sums = shifts
    if let bias {
      sums = bias.gradient
      for channel in 0..<shifts.count {
        sums.pointer[channel] = bias.values.pointer[channel] * scales.pointer[channel] + shifts.pointer[channel]
      }
    }
    operation.forward(
      input, weights: weight.gradient, bias: sums, activation: relu ? .relu : .none, into: output, compute: compute)
  }
}
