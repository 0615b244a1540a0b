import NeuralNetworks
import Options
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

  /// Networks in which every layer of the table stands, so that a new one cannot be left out.
  private static func modelOfEveryLayer() throws -> Autoencoder {
    let encoder = [
      "conv2d 8 padding=same padding_mode=reflect", "batch_norm2d", "silu", "residual", "conv2d 8 padding=1",
      "group_norm 2", "prelu", "end", "max_pool2d 2", "repeat 2", "conv2d 8 padding=2 dilation=2 groups=8", "elu",
      "end",
      "residual", "conv2d 12 padding=1 stride=2", "softplus", "end", "dropout2d 0.1", "avg_pool2d 2", "leaky_relu",
      "adaptive_avg_pool2d 2", "layer_norm", "flatten", "dropout 0.1", "linear 9", "batch_norm1d", "softmax",
    ]
    let decoder = [
      "linear 64", "sigmoid", "unflatten 16x2x2", "upsample 2 mode=bilinear", "conv2d 16 kernel=1", "gelu",
      "pixel_shuffle 2", "upsample 2", "conv_transpose2d 4 padding=1", "relu", "conv2d 3 padding=1", "tanh",
    ]
    let names = (encoder + decoder).map { $0.prefix { $0 != " " } }
    #expect(LayerTable.rows.map(\.name).filter { !names.contains($0[...]) } == [])
    var generator = RandomGenerator(seed: 3)
    return try Autoencoder(
      AutoencoderDescription(
        encoder: NetworkDescription(.image(channels: 3, height: 16, width: 16), encoder),
        bottleneck: BottleneckTable.table.make(Term("variational")), decoder: NetworkDescription(.vector(5), decoder)),
      generator: &generator)
  }

  @Test(.enabled(if: AllocationCount.isPossible), arguments: [1, 3])
  func aStepThroughEveryLayerAllocatesNothing(threads: Int) throws {
    let model = try Self.modelOfEveryLayer()
    let compute = ComputeContext(threads: threads)
    let pass = Pass.training(compute, random: RandomStream(RandomGenerator(seed: 1)))
    var generator = RandomGenerator(seed: 4)
    let shape = model.imageShape
    let (full, last) = (
      Batch(generator.numbers(40 * shape.elementCount), count: 40, shape: shape),
      Batch(generator.numbers(21 * shape.elementCount), count: 21, shape: shape)
    )
    let objective = Objective(
      TermSum(LossTable.table.names.filter { $0 != "bce" }.map { WeightedTerm(weight: 0.5, term: Term($0)) }))
    for optimizer in OptimizerTable.table.rows.map(\.name) {
      let optimizer = try #require(OptimizerTable.table[optimizer]).make()
      for batch in [full, last] { _ = model.step(batch, objective: objective, optimizer: optimizer, pass: pass) }
      let count = AllocationCount(on: compute.team)
      var loss = 0.0
      for batch in [full, last, full, last] {
        loss = model.step(batch, objective: objective, optimizer: optimizer, pass: pass)
      }
      let allocations = count.allocations
      #expect(allocations == 0 && loss.isFinite, "\(optimizer)")
    }
  }

  private func countSteps(_ optimizer: Optimizer, _ compute: ComputeContext) throws {
    for losses in [["mse"], ["l1"], ["bce"], ["bce", "huber", "mse"]] {
      let loss = losses.joined(separator: " + ")
      let pass = Pass.test(compute)
      let objective = Objective(TermSum(losses.map { WeightedTerm(weight: 1, term: Term($0)) }))
      let model = try TrainingSample.model(output: losses.contains("bce") ? "sigmoid" : "tanh")
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
