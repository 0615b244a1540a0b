import Datasets
import NeuralNetworks
import TensorMath
import Testing
import Training

@Suite struct ArithmeticTests {
  /// The weights that a training leaves, by ``Arithmetic/version``; from 1 to 2 kernels of 5x5 changed, which it has not.
  private static let weights = [
    1: "477652fc6a528206105c23c041d52cd60f932661c81b0cce7e59f81bbb2b7855",
    2: "477652fc6a528206105c23c041d52cd60f932661c81b0cce7e59f81bbb2b7855",
  ]

  @Test("A training leaves the bits that belong to the number of the arithmetic")
  func bits() throws {
    let result = try KeptTraining().whole()
    let digest = ContentDigest { hash in
      hash.add(result.weights)
      hash.add(result.state)
      for slot in result.slots { hash.add(slot) }
      hash.add(result.losses)
    }
    #expect(
      Self.weights[Arithmetic.version] == "\(digest)",
      "trainings come out with other bits: raise `Arithmetic.version`, so that none is taken that was kept before")
  }
}
