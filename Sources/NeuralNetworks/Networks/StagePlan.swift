internal import Basics
package import TensorMath

/// What a network computes in one go, and the memory between, as its description alone tells.
package struct StagePlan {
  /// A layer, with the rectifier behind it where the two are computed together.
  package struct Stage {
    /// The layer.
    let leaf: NetworkDescription.Leaf
    /// The rectifier that is computed with it.
    let rectifier: NetworkDescription.Leaf?
    package let output: SampleShape

    /// The layer's position in the description.
    package var layer: Int { leaf.layer }
    package var hasReLU: Bool { rectifier != nil }
    package var input: SampleShape { leaf.input }
    package var kind: any LayerKind { leaf.kind }
  }

  package let stages: [Stage]

  package init(_ description: NetworkDescription) throws(NetworkShapeError) {
    let leaves = try description.leaves()
    var stages: [Stage] = []
    var index = 0
    while index < leaves.count {
      let hasReLU =
        leaves[index].kind.traits.contains(.fusesRectifier) && index + 1 < leaves.count
        && leaves[index + 1].kind.traits.contains(.rectifies)
      let next = index + (hasReLU ? 2 : 1)
      stages.append(
        Stage(
          leaf: leaves[index], rectifier: hasReLU ? leaves[index + 1] : nil, output: leaves[next - 1].output))
      index = next
    }
    self.stages = stages
  }

  /// Numbers a sample in all activations, one array a stage.
  var activationCount: Int { stages.reduce(0) { $0.plusSaturating($1.output.elementCount) } }

  /// Numbers a sample in the largest activation or gradient that passes from stage to stage.
  func greatestPassingCount(wantsInput: Bool) -> Int {
    // Each stage's output is the next one's input.
    stages.reduce(wantsInput ? stages.first?.input.elementCount ?? 1 : 1) { max($0, $1.output.elementCount) }
  }

  /// What the layers take together for batches of so many samples: their tables, and the largest workspace and scratch.
  func memory(batch: Int) -> (tables: Int, workspace: Int, scratch: Int) {
    stages.reduce((0, 0, 0)) { sum, stage in
      let memory = stage.leaf.kind.memory(for: stage.input, batch: batch)
      return (
        sum.0.plusSaturating(memory?.tables ?? .max), max(sum.1, memory?.workspace ?? .max),
        max(sum.2, memory?.scratch ?? .max)
      )
    }
  }
}
