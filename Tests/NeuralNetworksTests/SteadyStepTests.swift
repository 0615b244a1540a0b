import NeuralNetworks
import TensorMath
import TestSupport
import Testing

/// What every step of a training keeps to: no memory is allocated, whatever the batches' sizes and the threads.
@Suite(.serialized) struct SteadyStepTests {
  @Test(.enabled(if: AllocationCount.isPossible))
  func theCountCounts() {
    let team = ThreadTeam(threads: 3)
    let count = AllocationCount(on: team)
    var kept = [FloatBuffer(count: 1000)]
    #expect(count.allocations >= 1)
    #expect(count.bytes >= 4000)
    let before = count.allocations
    // A buffer in every task, on whatever thread it runs.
    team.run(30) { _ in _ = FloatBuffer(count: 100) }
    #expect(count.allocations >= before + 30)
    kept = []
    #expect(kept.isEmpty && count.bytes < 4000)
  }

  @Test(
    .enabled(if: AllocationCount.isPossible),
    arguments: [Optimizer.adam, Optimizer(GradientDescent(momentum: 0.9), rate: 1e-3)], [1, 2, 4])
  func aStepAllocatesNothing(optimizer: Optimizer, threads: Int) throws {
    _ = try withEachInstructionSet { try countSteps(optimizer, ComputeContext(threads: threads, instructions: $0)) }
  }

  private func countSteps(_ optimizer: Optimizer, _ compute: ComputeContext) throws {
    for loss in ["mse", "l1", "bce"] {
      let pass = Pass.test(compute)
      let objective = Objective.of(loss)
      let model = try TrainingSample.model(output: loss == "bce" ? "sigmoid" : "tanh")
      let full = TrainingSample.batch(40), last = TrainingSample.batch(21), large = TrainingSample.batch(300)
      for batch in [full, last] { _ = model.step(batch, objective: objective, optimizer: optimizer, pass: pass) }
      var losses = [Double](repeating: 0, count: 5)
      var counts: [Int] = []
      counts.reserveCapacity(3)
      let count = AllocationCount(on: compute.team)
      for (step, batch) in [full, last, full, full, last].enumerated() {
        losses[step] = model.step(batch, objective: objective, optimizer: optimizer, pass: pass)
      }
      counts.append(count.allocations)
      // A larger batch takes memory once, and no more from then on.
      _ = model.step(large, objective: objective, optimizer: optimizer, pass: pass)
      counts.append(count.allocations)
      for batch in [large, last, large] {
        losses[0] = model.step(batch, objective: objective, optimizer: optimizer, pass: pass)
      }
      counts.append(count.allocations)
      #expect(counts[0] == 0, "\(loss)")
      #expect(counts[1] > 0)
      #expect(counts[2] == counts[1], "\(loss)")
      #expect(losses.allSatisfy { $0.isFinite })
    }
  }
}
