internal import Basics
package import TensorMath

/// What a network computes in one go, and the memory between, as its description alone tells.
package struct StagePlan {
  /// A layer, with the ReLU behind it where the two are computed together.
  package struct Stage {
    /// The layer's position in the description.
    package let layer: Int
    package let hasReLU: Bool
    package let input: SampleShape
    package let output: SampleShape
  }

  package let stages: [Stage]

  package init(_ description: NetworkDescription) throws(NetworkShapeError) {
    let shapes = try description.shapes()
    let layers = description.layers
    var stages: [Stage] = []
    var index = 0
    while index < layers.count {
      let hasReLU = layers[index].fusesReLU && index + 1 < layers.count && layers[index + 1] is ReLU
      let next = index + (hasReLU ? 2 : 1)
      stages.append(Stage(layer: index, hasReLU: hasReLU, input: shapes[index], output: shapes[next]))
      index = next
    }
    self.stages = stages
  }

  /// Numbers a sample in all activations, one array a stage.
  var activationCount: Int { stages.reduce(0) { $0.plusSaturating($1.output.elementCount) } }

  /// Numbers a sample in the largest gradient that passes from stage to stage.
  func greatestGradientCount(wantsInput: Bool) -> Int {
    stages.dropFirst(wantsInput ? 0 : 1).reduce(0) { max($0, $1.input.elementCount) }
  }
}
