public import TensorMath

/// A network at work: layers in a row, their weights and the memory between them.
///
/// A ReLU behind a convolution or a linear layer is computed with it. Activations and gradients stay allocated
/// between steps; they are made anew only when a larger batch comes. What a pass that evaluates computes goes through the
/// memory of the gradients. One thread drives a network at a time.
public final class Network {
  /// The layers as described.
  public let description: NetworkDescription
  /// The arrays of all layers, state among them, first to last; `layer` is the position in the description.
  public let parameters: [(layer: Int, parameter: Parameter)]
  /// Whether `backward` of a following network may mask the gradient where this network's output is 0.
  let outputIsRectified: Bool
  /// Whether `backward` masks the gradient that it returns.
  let masksInput: Bool

  struct Stage {
    let layer: any Layer
    let relu: Bool
    /// The gradient of the stage's input is masked by the input.
    let masksByLayer: Bool
    /// …and the layer cannot do it itself.
    let masksAfter: Bool
    /// The next stage's scales and shifts are computed with it when it evaluates.
    var takesNext = false
  }

  let stages: [Stage]
  let plan: StagePlan
  private let passingMemory: PassingMemory
  private var activations: [Batch] = []
  /// The gradients of the stages' inputs in the memory that they share, made anew when it is.
  private var gradients: [Batch] = []
  private var gradientsAreOf = (generation: -1, turn: 0, input: false)
  /// The stages' outputs in a pass that evaluates, in the same memory.
  private var passing: [Batch] = []
  private var passingIsOf = (generation: -1, turn: 0)
  private var current: Batch?

  /// The numbers that a network's layers work over, each its own part of the caller's buffers.
  public struct Arrays: Sendable {
    let values, gradient, state: FloatSlice

    /// Weights, their gradients, and the state of layers that keep some, each in the order of the layers.
    public init(values: FloatSlice, gradient: FloatSlice, state: FloatSlice = FloatBuffer(count: 0).all) {
      self.values = values
      self.gradient = gradient
      self.state = state
    }
  }

  /// Builds the layers over arrays that the caller keeps.
  public convenience init(
    _ description: NetworkDescription, over arrays: Arrays, inputIsRectified: Bool = false
  ) throws {
    try self.init(
      description, over: arrays, inputIsRectified: inputIsRectified, passingMemory: PassingMemory())
  }

  /// As the public one, over memory for gradients that other networks share.
  init(
    _ description: NetworkDescription, over arrays: Arrays, inputIsRectified: Bool, passingMemory: PassingMemory
  ) throws {
    self.description = description
    let plan = try StagePlan(description)
    var stages: [Stage] = []
    var parameters: [(layer: Int, parameter: Parameter)] = []
    var dealer = ArrayDealer(arrays)
    var rectified = inputIsRectified
    var masksInput = false
    for planned in plan.stages {
      let kind = planned.leaf.kind
      let own = kind.parameters(for: planned.input).map { dealer.next($0) }
      parameters += zip(own, planned.leaf.parameters).map { own, named in
        (planned.layer, Parameter(description: named, values: own.values, gradient: own.gradient))
      }
      let layer = try kind.makeLayer(input: planned.input, parameters: own)
      let reshapes = kind.traits.contains(.reshapes)
      let masksByLayer = rectified && layer.masksInputGradient
      if stages.isEmpty { masksInput = masksByLayer }
      stages.append(
        Stage(
          layer: layer, relu: planned.hasReLU, masksByLayer: masksByLayer,
          masksAfter: rectified && !layer.masksInputGradient && !reshapes && !stages.isEmpty))
      // A reshaping passes on what its input was, so that the next layer masks; the first one has no say in it.
      rectified = planned.hasReLU || (reshapes && rectified && stages.count > 1)
    }
    for index in stages.indices.dropLast() {
      stages[index].takesNext =
        !stages[index].relu && stages[index].layer.scalable != nil && stages[index + 1].layer.scaling != nil
    }
    precondition(dealer.isDone, "The buffers hold another number of weights.")
    self.stages = stages
    self.plan = plan
    self.passingMemory = passingMemory
    self.parameters = parameters
    self.masksInput = masksInput
    outputIsRectified = rectified
  }

  /// The network's output for a batch, in memory that the next call overwrites.
  public func forward(_ input: Batch, pass: Pass) -> Batch {
    precondition(
      input.shape == description.input, "A batch of \(input.shape) stands where one of \(description.input) belongs.")
    var value = input
    guard pass.isTraining else { return evaluate(input, pass: pass) }
    for (stage, output) in zip(stages, reservedActivations(for: input)) {
      stage.layer.forward(value, into: output, relu: stage.relu, pass: pass)
      value = output
    }
    return value
  }

  /// The network's output where nothing goes back over it. But for exact sums, what scales and shifts the channels behind
  /// a convolution is computed with it.
  private func evaluate(_ input: Batch, pass: Pass) -> Batch {
    let outputs = reservedPassing(for: input)
    var (value, index, turn) = (input, 0, 0)
    while index < stages.count {
      let stage = stages[index]
      let takesNext = stage.takesNext && !pass.compute.exact
      let last = takesNext ? index + 1 : index
      let output = outputs[2 * last + turn]
      if takesNext, let scalable = stage.layer.scalable, let scaling = stages[last].layer.scaling {
        let (scales, shifts) = scaling.scalesAndShifts()
        scalable.forward(
          value, scales: scales, shifts: shifts, into: output, relu: stages[last].relu, compute: pass.compute)
      } else {
        stage.layer.forward(value, into: output, relu: stage.relu, pass: pass)
      }
      (value, index, turn) = (output, last + 1, 1 - turn)
    }
    return value
  }

  /// The stages' outputs where nothing goes back over them, in either of two buffers: first in the one that a stage writes
  /// if an even number of others have written before. Each but the last is there for the next stage alone.
  private func reservedPassing(for input: Batch) -> [Batch] {
    let capacity = max(input.count, 1)
    passingMemory.reserve(
      Batch.floats(capacity: capacity, shape: .vector(plan.greatestPassingCount(wantsInput: false))))
    let turn = passingMemory.turn(besides: input)
    if passingIsOf == (passingMemory.generation, turn), let first = passing.first, first.capacity >= capacity {
      return passing
    }
    passing = plan.stages.flatMap { stage in
      (0...1).map { passingMemory.batch(turn: turn + $0, capacity: capacity, shape: stage.output) }
    }
    passingIsOf = (passingMemory.generation, turn)
    return passing
  }

  /// The stages' outputs, in memory that is large enough; the batch becomes the last one that went in.
  func reservedActivations(for input: Batch) -> [Batch] {
    if activations.isEmpty || activations[0].capacity < input.count {
      activations = []
      gradients = []
      activations = plan.stages.map { Batch(capacity: max(input.count, 1), shape: $0.output) }
    }
    current = input
    return activations
  }

  /// What the layers made of the last batch, each with its position in the description; a rectifier that is computed with
  /// the layer before it counts as that layer.
  var lastOutputs: [(layer: Int, output: Batch)] {
    current == nil ? [] : zip(plan.stages, activations).map { ($0.layer, $1) }
  }

  /// Writes all weights' gradients for the last `forward`, and returns the gradient of its input if that is wanted.
  ///
  /// `outputGradient` may be overwritten; `isMasked` says that it is already zero where a rectified output is 0. Where
  /// it lies in the shared memory for gradients, `firstTurn` is the buffer that it does not lie in.
  public func backward(
    _ outputGradient: Batch, isMasked: Bool = false, firstTurn: Int = 0, wantsInput: Bool, compute: ComputeContext
  ) -> Batch? {
    guard let current else { preconditionFailure("There is no forward pass to go back over.") }
    prepareGradients(firstTurn: firstTurn, wantsInput: wantsInput)
    var gradient = outputGradient
    if outputIsRectified && !isMasked, let last = activations.last {
      Activation.relu.backward(gradient, remembered: last, into: gradient, compute: compute)
    }
    for index in stages.indices.reversed() {
      let stage = stages[index]
      let input = index == 0 ? current : activations[index - 1]
      let target = index == 0 && !wantsInput ? nil : gradients[index]
      stage.layer.backward(
        input: input, output: activations[index], outputGradient: gradient, into: target, masked: stage.masksByLayer,
        compute: compute)
      compute.share?.proceed()
      guard let target else { return nil }
      if stage.masksAfter { Activation.relu.backward(target, remembered: input, into: target, compute: compute) }
      gradient = target
    }
    return gradient
  }

  /// Numbers a sample in the largest activation or gradient that passes from stage to stage.
  func greatestPassingCount(wantsInput: Bool) -> Int { plan.greatestPassingCount(wantsInput: wantsInput) }

  /// The buffer that a following network's gradients begin with.
  func turn(after firstTurn: Int) -> Int { (firstTurn + stages.count) % 2 }

  /// Makes the gradients' batches where they are not there yet, in memory that is large enough.
  private func prepareGradients(firstTurn: Int, wantsInput: Bool) {
    guard let capacity = activations.first?.capacity else { return }
    // A gradient nobody wants is not computed, but its batch is there, as small as it may be.
    passingMemory.reserve(
      Batch.floats(capacity: capacity, shape: .vector(plan.greatestPassingCount(wantsInput: wantsInput))))
    let (generation, turn, input) = gradientsAreOf
    let isCurrent = generation == passingMemory.generation && turn == firstTurn && (input || !wantsInput)
    guard gradients.isEmpty || !isCurrent else { return }
    gradients = plan.stages.enumerated().map { index, stage in
      let turn = firstTurn + plan.stages.count - 1 - index
      let isWanted = index > 0 || wantsInput
      return passingMemory.batch(
        turn: turn, capacity: isWanted ? capacity : 1, shape: isWanted ? stage.input : .vector(1))
    }
    gradientsAreOf = (passingMemory.generation, firstTurn, wantsInput)
  }
}

/// Deals a network's arrays out to its layers, in order.
struct ArrayDealer {
  private let arrays: Network.Arrays
  private var trained = 0
  private var kept = 0

  init(_ arrays: Network.Arrays) { self.arrays = arrays }

  /// The next array as a description asks for it.
  mutating func next(_ description: ParameterDescription) -> Parameter {
    func part(_ slice: FloatSlice, _ start: Int) -> FloatSlice {
      let first = slice.range.lowerBound + start
      return FloatSlice(slice.buffer, first..<(first + description.count))
    }
    guard description.role == .trained else {
      defer { kept += description.count }
      return Parameter(
        description: description, values: part(arrays.state, kept), gradient: FloatSlice(arrays.gradient.buffer, 0..<0))
    }
    defer { trained += description.count }
    return Parameter(
      description: description, values: part(arrays.values, trained), gradient: part(arrays.gradient, trained))
  }

  /// Whether every number was dealt out.
  var isDone: Bool {
    trained == arrays.values.count && trained == arrays.gradient.count && kept == arrays.state.count
  }
}
