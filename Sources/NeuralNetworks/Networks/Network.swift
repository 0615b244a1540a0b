public import TensorMath

/// A network at work: layers in a row, their weights and the memory between them.
///
/// A ReLU behind a convolution or a linear layer is computed with it. Activations and gradients stay allocated
/// between steps; they are made anew only when a larger batch comes. One thread drives a network at a time.
public final class Network {
  /// The layers as described.
  public let description: NetworkDescription
  /// The weights of all layers, first to last; `layer` is the position in the description.
  public let parameters: [(layer: Int, parameter: Parameter)]
  /// Whether `backward` of a following network may mask the gradient where this network's output is 0.
  let outputIsRectified: Bool
  /// Whether `backward` masks the gradient that it returns.
  let masksInput: Bool

  private struct Stage {
    let layer: any Layer
    let relu: Bool
    /// The gradient of the stage's input is masked by the input.
    let masksByLayer: Bool
    /// …and the layer cannot do it itself.
    let masksAfter: Bool
  }

  private let stages: [Stage]
  private let shapes: [SampleShape]
  private var activations: [Batch] = []
  private var gradients: [Batch] = []
  private var current: Batch?

  /// Builds the layers over weights that the caller keeps.
  ///
  /// `values` and `gradient` are the network's part of the caller's buffers, in PyTorch's order.
  public init(
    _ description: NetworkDescription, values: FloatSlice, gradient: FloatSlice, inputIsRectified: Bool = false
  ) throws {
    self.description = description
    let allShapes = try description.shapes()
    var stages: [Stage] = []
    var shapes = [description.input]
    var parameters: [(layer: Int, parameter: Parameter)] = []
    var place = 0
    var rectified = inputIsRectified
    var masksInput = false
    var index = 0
    while index < description.layers.count {
      let kind = description.layers[index]
      let own = kind.parameters(for: allShapes[index]).map { description in
        let range = place..<(place + description.count)
        place += description.count
        return Parameter(
          description: description, values: FloatSlice(values.buffer, range.shifted(by: values.range.lowerBound)),
          gradient: FloatSlice(gradient.buffer, range.shifted(by: gradient.range.lowerBound)))
      }
      parameters += own.map { (index, $0) }
      let layer = try kind.makeLayer(input: allShapes[index], parameters: own)
      let fused = layer.fusesReLU && index + 1 < description.layers.count && description.layers[index + 1] is ReLU
      let reshapes = kind is Flatten || kind is Unflatten
      let masksByLayer = rectified && layer.masksInputGradient
      if stages.isEmpty { masksInput = masksByLayer }
      stages.append(
        Stage(
          layer: layer, relu: fused, masksByLayer: masksByLayer,
          masksAfter: rectified && !layer.masksInputGradient && !reshapes && !stages.isEmpty))
      // A reshaping passes on what its input was, so that the next layer masks; the first one has no say in it.
      rectified = fused || (reshapes && rectified && stages.count > 1)
      index += fused ? 2 : 1
      shapes.append(allShapes[index])
    }
    precondition(place == values.count && place == gradient.count, "The buffers hold another number of weights.")
    self.stages = stages
    self.shapes = shapes
    self.parameters = parameters
    self.masksInput = masksInput
    outputIsRectified = rectified
  }

  /// The network's output for a batch, in memory that the next call overwrites.
  public func forward(_ input: Batch, team: ThreadTeam) -> Batch {
    precondition(input.shape == shapes[0], "A batch of \(input.shape) stands where one of \(shapes[0]) belongs.")
    if activations.isEmpty || activations[0].capacity < input.count {
      activations = shapes.dropFirst().map { Batch(capacity: max(input.count, 1), shape: $0) }
      gradients = []
    }
    current = input
    var value = input
    for (stage, output) in zip(stages, activations) {
      stage.layer.forward(value, into: output, relu: stage.relu, team: team)
      value = output
    }
    return value
  }

  /// Writes all weights' gradients for the last `forward`, and returns the gradient of its input if that is wanted.
  ///
  /// `outputGradient` may be overwritten; `isMasked` says that it is already zero where a rectified output is 0.
  public func backward(_ outputGradient: Batch, isMasked: Bool = false, wantsInput: Bool, team: ThreadTeam) -> Batch? {
    guard let current else { preconditionFailure("There is no forward pass to go back over.") }
    let capacity = activations.first?.capacity ?? max(current.count, 1)
    let lacksInput = gradients.first.map { $0.shape != shapes[0] || $0.capacity < capacity } ?? false
    if gradients.isEmpty || (wantsInput && lacksInput) {
      // The gradient of a stage's input; two stages later the same memory serves again where the shapes agree.
      var made: [Batch] = []
      for index in stages.indices.reversed() {
        let older = made.count >= 2 ? made[made.count - 2] : nil
        if let older, older.shape == shapes[index] {
          made.append(older)
        } else if index == 0 && !wantsInput {
          made.append(Batch(capacity: 1, shape: .vector(1)))
        } else {
          made.append(Batch(capacity: capacity, shape: shapes[index]))
        }
      }
      gradients = made.reversed()
    }
    var gradient = outputGradient
    if outputIsRectified && !isMasked, let last = activations.last {
      Activation.relu.backward(gradient, remembered: last, into: gradient, team: team)
    }
    for index in stages.indices.reversed() {
      let stage = stages[index]
      let input = index == 0 ? current : activations[index - 1]
      let target = index == 0 && !wantsInput ? nil : gradients[index]
      stage.layer.backward(
        input: input, output: activations[index], outputGradient: gradient, into: target, masked: stage.masksByLayer,
        team: team)
      guard let target else { return nil }
      if stage.masksAfter { Activation.relu.backward(target, remembered: input, into: target, team: team) }
      gradient = target
    }
    return gradient
  }
}

extension Range<Int> {
  fileprivate func shifted(by offset: Int) -> Range<Int> { (lowerBound + offset)..<(upperBound + offset) }
}
