internal import NeuralNetworks
public import TensorMath

/// The times of one layer's passes.
public struct LayerTimes: Codable, Hashable, Sendable {
  /// `encoder` or `decoder`.
  public var part: String
  /// The layer as a script writes it.
  public var layer: String
  /// The shape of a sample that goes in.
  public var input: SampleShape
  /// The shape of a sample that comes out.
  public var output: SampleShape
  /// Operations of one pass for one image, in the direct algorithm; 0 where they are not counted.
  public var operations: Int
  /// Output from input, with the ReLU that follows.
  public var forward: Pass
  /// The input's gradient from the output's; nil for the first layer.
  public var inputGradient: Pass?
  /// The weights' gradient; nil for a layer without weights.
  public var weightGradient: Pass?

  /// The passes that the layer makes in a step.
  public var passes: [Pass] { [forward, inputGradient, weightGradient].compactMap(\.self) }

  /// The times of a layer's passes.
  package init(
    part: String, layer: String, input: SampleShape, output: SampleShape, operations: Int, forward: Pass,
    inputGradient: Pass?, weightGradient: Pass?
  ) {
    self.part = part
    self.layer = layer
    self.input = input
    self.output = output
    self.operations = operations
    self.forward = forward
    self.inputGradient = inputGradient
    self.weightGradient = weightGradient
  }

  private enum CodingKeys: String, CodingKey {
    case part, layer, input, output
    case operations = "operations_per_image"
    case forward
    case inputGradient = "input_gradient"
    case weightGradient = "weight_gradient"
  }
}

/// The times of all layers of a network.
public struct LayerReport: Codable, Hashable, Sendable {
  /// The network.
  public var network: String
  /// Its size.
  public var size: ArchitectureSize
  /// Images in a batch.
  public var batch: Int
  /// Threads that computed.
  public var threads: Int
  /// The layers, first to last.
  public var layers: [LayerTimes]
  /// All passes of the layers that have weights, one after the other.
  public var weighted: Pass
  /// The seconds of all passes of the others.
  public var otherSeconds: Double

  /// A report on layers that were measured.
  ///
  /// - Parameter peak: What the threads can do, in GFLOP/s.
  package init(network: String, size: ArchitectureSize, batch: Int, threads: Int, layers: [LayerTimes], peak: Double?) {
    self.network = network
    self.size = size
    self.batch = batch
    self.threads = threads
    self.layers = layers
    let isWeighted = { (layer: LayerTimes) in layer.weightGradient != nil }
    let passes = layers.filter(isWeighted).flatMap(\.passes)
    weighted = Pass(
      bestSeconds: passes.reduce(0) { $0 + $1.bestSeconds }, medianSeconds: passes.reduce(0) { $0 + $1.medianSeconds },
      repetitions: passes.map(\.repetitions).min() ?? 0,
      operations: layers.filter(isWeighted).reduce(0) { $0 + $1.operations * batch * $1.passes.count }, peak: peak)
    otherSeconds = layers.filter { !isWeighted($0) }.flatMap(\.passes).reduce(0) { $0 + $1.bestSeconds }
  }

  private enum CodingKeys: String, CodingKey {
    case network, size, batch, threads, layers, weighted
    case otherSeconds = "other_seconds"
  }
}

extension Bench {
  /// Times every pass of every layer of a network, all of them by turns, so that none finds its numbers in the cache
  /// because it has just been run.
  ///
  /// - Parameter peak: What the processor can do at most, where that is known.
  public func measureLayers(
    of architecture: Architecture, size: ArchitectureSize, batch: Int, peak: Peak?
  ) throws -> LayerReport {
    let description = try architecture.description(size)
    try description.check(batch: batch, memory: memoryLimit.map { $0 / 2 })
    let compute = compute()
    let rate = peak?.rate(threads: compute.threads)
    let layers = try BenchedLayer.layers(of: description, batch: batch)
    let random = RandomStream(RandomGenerator(seed: 0))
    let passes = layers.map { layer in
      [{ layer.forward(compute, random: random) }, layer.inputPass(compute), layer.weightPass(compute)]
    }
    var samples = sampling.measure(passes.joined().compactMap(\.self))[...]
    let times = zip(layers, passes).map { layer, passes in
      let measured = passes.map { pass in
        pass == nil
          ? nil : samples.popFirst().map { Pass($0, operations: layer.operations, peak: rate) }
      }
      return (layer, measured)
    }
    return LayerReport(
      network: architecture.name, size: size, batch: batch, threads: compute.threads,
      layers: times.compactMap { layer, measured in
        measured[0].map { forward in
          LayerTimes(
            part: layer.part, layer: layer.kind.script, input: layer.input.shape, output: layer.output.shape,
            operations: layer.operations / batch, forward: forward, inputGradient: measured[1],
            weightGradient: measured[2])
        }
      }, peak: rate)
  }
}
