package import TensorMath

/// A layer of a network, or one of those that it stands for or is made of, with the shapes around it.
package struct InnerLayer: Sendable {
  /// The positions from outside in, counted from 0: `[2, 1, 0]` is the first layer of the second time of a `repeat` that
  /// stands third; within a `residual` they are the positions inside.
  package let place: [Int]
  /// The layer.
  package let kind: any LayerKind
  /// The shape that goes in, and the one that comes out.
  package let input, output: SampleShape
  /// What stands before the names of its arrays, as in `body.0.`; nothing where it is a layer of the network itself.
  package let prefix: String

  /// The numbers as people count them, from 1, as in `3,2,1`.
  package var numbers: String { place.map { "\($0 + 1)" }.joined(separator: ",") }
}

extension NetworkDescription {
  /// All layers in the order in which they compute, each before those that it stands for or is made of.
  package func innerLayers() throws(NetworkShapeError) -> [InnerLayer] {
    var all: [InnerLayer] = []
    var shape = input
    func add(_ kind: any LayerKind, _ place: [Int], _ prefix: String) throws(LayerShapeError) {
      let (input, output) = (shape, try kind.outputShape(for: shape))
      all.append(InnerLayer(place: place, kind: kind, input: input, output: output, prefix: prefix))
      if let parts = kind.unrolled {
        for part in parts {
          try add(part.layer, place + part.path.split(separator: ".").compactMap { Int($0) }, prefix + part.path + ".")
        }
      } else {
        for (index, layer) in kind.body.enumerated() { try add(layer, place + [index], "\(prefix)body.\(index).") }
      }
      shape = output
    }
    // What does not fit or cannot be counted is refused before it is gone through.
    _ = try shapes()
    for (index, layer) in layers.enumerated() {
      do {
        try add(layer, [index], "")
      } catch {
        throw NetworkShapeError(index: index, layer: layer.script, reason: error)
      }
    }
    return all
  }
}

extension NetworkDescription.Leaf {
  /// Its positions from outside in.
  fileprivate var place: [Int] { [layer] + path.split(separator: ".").compactMap { Int($0) } }
}

extension Network {
  /// What a layer makes of a batch, in memory that the next call overwrites; the layers behind it compute nothing.
  ///
  /// Where a rectifier is computed with the layer, it is left out.
  /// - Precondition: The description has a layer at the place.
  func output(behind place: [Int], of input: Batch, pass: Pass) -> Batch {
    precondition(!pass.isTraining, "Nothing goes back over a part of a network.")
    var last: (stage: Int, relu: Bool, rest: [Int])?
    for (index, stage) in plan.stages.enumerated() {
      let own = stage.leaf.place
      if let rectifier = stage.rectifier, rectifier.place.starts(with: place) {
        last = (index, true, [])
      } else if own.starts(with: place) {
        last = (index, false, [])
      } else if place.starts(with: own), stages[index].layer.inside != nil {
        last = (index, false, Array(place.dropFirst(own.count)))
      }
    }
    guard let last else { preconditionFailure("There is no layer at \(place).") }
    let outputs = reservedActivations(for: input)
    var value = input
    for (index, output) in outputs.prefix(last.stage + 1).enumerated() {
      let isLast = index == last.stage
      if isLast, let inside = stages[index].layer.inside, !last.rest.isEmpty {
        return inside.output(behind: last.rest, of: value, pass: pass)
      }
      stages[index].layer.forward(value, into: output, relu: isLast ? last.relu : stages[index].relu, pass: pass)
      value = output
    }
    return value
  }
}
