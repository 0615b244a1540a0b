internal import NeuralNetworks
internal import TensorMath

/// One layer with everything that its passes read and write, as it stands in its network.
struct BenchedLayer {
  /// `encoder` or `decoder`.
  let part: String
  let kind: any LayerKind
  let input: Batch
  let output: Batch
  let outputGradient: Batch
  /// Where the gradient of the input goes; nil for the first layer, which computes none.
  let inputGradient: Batch?
  let layer: any Layer
  /// Whether a ReLU follows, which is computed with the layer.
  let relu: Bool
  /// Whether a ReLU comes before, whose backward is computed with the layer's.
  let isMasked: Bool

  /// Operations of one pass for the whole batch, in the direct algorithm; 0 where they are not counted.
  var operations: Int { layer.weighted == nil ? 0 : kind.operations(for: input.shape) * input.count }

  /// The forward pass of a training, which leaves what the backward pass needs.
  func forward(_ compute: ComputeContext, random: RandomStream) {
    layer.forward(input, into: output, relu: relu, pass: .training(compute, random: random))
  }

  /// What computes the gradient of the input, if that is computed.
  func inputPass(_ compute: ComputeContext) -> (() -> Void)? {
    guard let inputGradient else { return nil }
    if let weighted = layer.weighted {
      return {
        weighted.inputGradient(outputGradient, mask: isMasked ? input : nil, into: inputGradient, compute: compute)
      }
    }
    return {
      layer.backward(
        input: input, output: output, outputGradient: outputGradient, into: inputGradient, masked: false,
        compute: compute)
    }
  }

  /// What computes the gradient of the weights, where the layer has any.
  func weightPass(_ compute: ComputeContext) -> (() -> Void)? {
    guard let weighted = layer.weighted else { return nil }
    return { weighted.weightGradient(input: input, outputGradient: outputGradient, compute: compute) }
  }

  /// The layers of a model at work on random numbers, with what its bottleneck puts behind the encoder's own.
  static func layers(of model: AutoencoderDescription, batch: Int) throws -> [BenchedLayer] {
    try layers(of: model.encoderWithHeads(), part: "encoder", beginsModel: true, batch: batch)
      + layers(of: model.decoder, part: "decoder", beginsModel: false, batch: batch)
  }

  /// The layers of a network at work on random numbers; a ReLU that another layer computes is none of them. Where the
  /// model begins with the network, its first layer computes no gradient of its input. In place of a block stand the
  /// layers inside; what the block makes of them is not measured.
  private static func layers(
    of network: NetworkDescription, part: String, beginsModel: Bool, batch: Int
  ) throws -> [BenchedLayer] {
    var generator = RandomGenerator(seed: 2)
    var followsReLU = false
    return try StagePlan(network).stages.flatMap { stage in
      defer { followsReLU = stage.hasReLU }
      let kind = stage.kind
      guard kind.body.isEmpty else {
        return try layers(
          of: NetworkDescription(input: stage.input, layers: kind.body), part: part,
          beginsModel: stage.layer == 0 && beginsModel, batch: batch)
      }
      let parameters = kind.parameters(for: stage.input).map { description in
        Parameter(
          description: description,
          values: random(description.count, within: 0.05, from: &generator).all,
          gradient: FloatBuffer(count: description.count).all)
      }
      let layer = try kind.makeLayer(input: stage.input, parameters: parameters)
      let isFirst = stage.layer == 0 && beginsModel
      let benched = BenchedLayer(
        part: part, kind: kind, input: random(stage.input, batch, from: &generator),
        output: random(stage.output, batch, from: &generator),
        outputGradient: random(stage.output, batch, from: &generator),
        inputGradient: isFirst ? nil : Batch(capacity: batch, shape: stage.input), layer: layer, relu: stage.hasReLU,
        isMasked: layer.masksInputGradient && followsReLU)
      return [benched]
    }
  }

  private static func random(_ count: Int, within bound: Float, from generator: inout RandomGenerator) -> FloatBuffer {
    let buffer = FloatBuffer(count: count)
    for place in 0..<count { buffer.pointer[place] = generator.uniform(from: -bound, to: bound) }
    return buffer
  }

  /// A full batch of numbers between −1 and 1, the padding of its last block zero.
  private static func random(_ shape: SampleShape, _ count: Int, from generator: inout RandomGenerator) -> Batch {
    let batch = Batch(capacity: count, shape: shape)
    let values = random(count * shape.elementCount, within: 1, from: &generator)
    values.withUnsafeBufferPointer { batch.load($0, count: count) }
    return batch
  }
}
