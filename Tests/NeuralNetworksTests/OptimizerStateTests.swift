import NeuralNetworks
import Options
import TensorMath
import TestSupport
import Testing

/// Whose memory an optimiser takes up: its own, and nobody else's, however alike they look.
@Suite(.serialized) struct OptimizerStateTests {
  @Test("Every other optimiser begins anew, also where it remembers as much")
  func onlyItsOwnStateIsTakenUp() throws {
    let pass = Pass.test(ComputeContext(threads: 1))
    let images = TrainingSample.batch(5)
    for first in OptimizerTable.table.rows {
      for second in OptimizerTable.table.rows {
        let model = try TrainingSample.model()
        let (before, after) = (try first.make(), try second.make())
        for _ in 0..<3 { _ = model.step(images, optimizer: before, pass: pass) }
        _ = model.step(images, optimizer: after, pass: pass)
        #expect(
          model.optimizerState?.step == (first.name == second.name ? 4 : 1), "\(first.name), then \(second.name)")
      }
    }
  }
}
