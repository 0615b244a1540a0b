import Basics
import Figures
import NeuralNetworks
import Options
import TensorMath

/// The stages of a drawing as they are gathered from a network's layers.
///
/// A stage is made by every layer with weights, and by a `flatten` before one; what keeps each number in its place, as
/// norms and activations do, and what has no weights, is written with the layer before it.
struct NetworkDrawing {
  private(set) var stages: [NetworkStage] = []
  private(set) var groups: [NetworkGroup] = []
  private var part = NetworkStage.Part.network
  /// Whether the next layer begins a stage, whatever it is.
  private var beginsAnew = true
  /// Whether the last stage flattens only, so that the layer with weights behind it is written with it.
  private var reshapesOnly = false

  /// Adds a network's input, if there is none yet, and its layers; throws where they do not fit.
  mutating func add(_ network: NetworkDescription, part: NetworkStage.Part) throws {
    _ = try network.shapes()
    self.part = part
    if stages.isEmpty { stages.append(NetworkStage(name: "", shape: Self.shape(network.input), part: part)) }
    (beginsAnew, reshapesOnly) = (true, false)
    _ = add(network.layers, from: network.input)
  }

  /// Adds what stands between the two networks of a model: layers that a code is taken from, or none, where the code is the
  /// encoder's output.
  mutating func addBottleneck(
    _ heads: ArraySlice<any LayerKind>, from encoded: SampleShape, of model: AutoencoderDescription
  ) {
    part = .bottleneck
    guard !heads.isEmpty else {
      if stages.count > 1 { stages[stages.count - 1].part = .bottleneck }
      return
    }
    (beginsAnew, reshapesOnly) = (true, false)
    _ = add(Array(heads), from: encoded)
    stages.append(
      NetworkStage(name: model.bottleneck.term.name, shape: Self.shape(model.decoder.input), part: .bottleneck))
  }

  /// Adds layers that are known to fit, and gives the shape that comes out.
  private mutating func add(_ layers: [any LayerKind], from input: SampleShape) -> SampleShape {
    layers.reduce(input) { shape, layer in
      let output = (try? layer.outputShape(for: shape)) ?? shape
      switch layer.composition(for: shape) {
      case .succession(let times): add(layer.body, times: times, from: shape)
      case .sum(let shortcut): add(layer.body, shortcut: shortcut, from: shape, to: output)
      case nil: add(layer, from: shape, to: output)
      }
      return output
    }
  }

  private mutating func add(_ layer: any LayerKind, from input: SampleShape, to output: SampleShape) {
    let count = Self.parameterCount(layer, for: input)
    let isFlatten = layer.traits.contains(.reshapes) && output.sides.count == 1
    let words = Self.words(of: layer)
    if beginsAnew || isFlatten || (count > 0 && !layer.traits.contains(.keepsPlaces) && !reshapesOnly) {
      stages.append(
        NetworkStage(
          name: words[0], details: Array(words.dropFirst()), shape: Self.shape(output), parameterCount: count,
          part: part)
      )
      beginsAnew = false
    } else {
      stages[stages.count - 1].details += words
      stages[stages.count - 1].shape = Self.shape(output)
      stages[stages.count - 1].parameterCount = stages[stages.count - 1].parameterCount.plusSaturating(count)
    }
    reshapesOnly = isFlatten
  }

  /// Adds what is repeated: once where each time makes the same shapes, and one by one where they differ.
  private mutating func add(_ body: [any LayerKind], times: Int, from input: SampleShape) {
    var (all, shape) = (self, input)
    var first = self
    var starts: [Int] = []
    for time in 0..<times {
      starts.append(all.stages.count)
      all.beginsAnew = true
      shape = all.add(body, from: shape)
      if time == 0 { first = all }
    }
    let (once, length) = (stages.count..<first.stages.count, first.stages.count - stages.count)
    let added = all.stages[stages.count...]
    let isAlike =
      added.count == times * length && zip(added, added.dropFirst(length)).allSatisfy { $0.shape == $1.shape }
    if isAlike, times > 1, length > 0 {
      for place in once {
        first.stages[place].parameterCount = starts.reduce(0) {
          $0.plusSaturating(all.stages[$1 + place - once.lowerBound].parameterCount)
        }
      }
      first.groups.append(NetworkGroup(once.lowerBound...once.upperBound - 1, kind: .repeated(times)))
      self = first
    } else {
      self = all
    }
    beginsAnew = true
  }

  /// Adds layers whose result is added to what went in, and a stage for the sum.
  private mutating func add(
    _ body: [any LayerKind], shortcut: (any LayerKind)?, from input: SampleShape, to output: SampleShape
  ) {
    let first = stages.count
    beginsAnew = true
    _ = add(body, from: input)
    let last = stages.count - 1
    var words = shortcut.map(Self.words) ?? []
    if let name = words.first { words[0] = "shortcut " + name }
    stages.append(
      NetworkStage(
        name: "add", details: words, shape: Self.shape(output),
        parameterCount: shortcut.map { Self.parameterCount($0, for: input) } ?? 0, part: part))
    if first <= last { groups.append(NetworkGroup(first...last, kind: .residual)) }
    (beginsAnew, reshapesOnly) = (false, false)
  }

  /// The numbers of a layer that training changes.
  private static func parameterCount(_ layer: any LayerKind, for input: SampleShape) -> Int {
    layer.parameters(for: input).reduce(0) { $1.role == .trained ? $0.plusSaturating($1.count) : $0 }
  }

  /// The layer's name with its kernel, and its stride where it is more than one.
  private static func words(of layer: any LayerKind) -> [String] {
    let kernel = sides(layer.values["kernel"])
    let stride = sides(layer.values["stride"])
    return [layer.name + (kernel.isEmpty ? "" : " " + kernel.map(String.init).joined(separator: "×"))]
      + (stride.contains { $0 > 1 } ? ["stride " + Set(stride).sorted().map(String.init).joined(separator: "×")] : [])
  }

  private static func sides(_ value: OptionValue?) -> [Int] {
    value.flatMap(Extent.init).map { [$0.height, $0.width] } ?? []
  }

  private static func shape(_ shape: SampleShape) -> NetworkStage.Shape {
    switch shape {
    case .vector(let length): .vector(length)
    case .image(let channels, let height, let width): .image(channels: channels, height: height, width: width)
    }
  }
}
