import Basics
import Datasets
import Distributed
import Foundation
import NeuralNetworks
import Options
import Synchronization
import TensorMath
import TestSupport
import Testing
import Training

/// Several processes that share a training, as threads of this one, come to the bits of one process.
@Suite(.serialized) struct SharedTrainingTests {
  /// A model and how it is trained.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var encoder = ["conv2d 8 kernel=4 stride=2 padding=1", "relu", "flatten", "linear 9"]
    var decoder = [
      "linear 512", "relu", "unflatten 8x8x8", "conv_transpose2d 3 kernel=4 stride=2 padding=1", "tanh",
    ]
    var bottleneck = "plain"
    var images = 70
    var batch = 48
    var change: @Sendable (inout TrainingConfiguration) -> Void = { _ in }

    var testDescription: String { name }

    func model() throws -> Autoencoder {
      var generator = RandomGenerator(seed: 3)
      let encoder = NetworkDescription(
        input: .image(channels: 3, height: 16, width: 16), layers: try LayerTable.layers(encoder))
      let decoder = NetworkDescription(
        input: bottleneck == "plain" ? try encoder.output() : .vector(5), layers: try LayerTable.layers(decoder))
      return try Autoencoder(
        AutoencoderDescription(
          encoder: encoder, bottleneck: BottleneckTable.table.make(Term(bottleneck)), decoder: decoder),
        generator: &generator)
    }
  }

  /// All that a training leaves, bit by bit.
  struct Result: Equatable, Sendable {
    var weights: [UInt32] = []
    var state: [UInt32] = []
    var slots: [[UInt32]] = []
    var losses: [UInt32] = []
    var terms: [[UInt32]] = []
    var validation: [[UInt32]] = []
    var measured: [[UInt64]] = []
    var reconstructions: [[UInt32]] = []
    var outcome: TrainingOutcome?
    var divergence: String?
    var generator: RandomGenerator.State?
  }

  static let everyLayer = Case(
    name: "every layer",
    encoder: [
      "conv2d 8 padding=same padding_mode=reflect", "batch_norm2d", "silu", "residual", "conv2d 8 padding=1",
      "group_norm 2", "prelu", "end", "max_pool2d 2", "repeat 2", "conv2d 8 padding=2 dilation=2 groups=8", "elu",
      "end", "residual", "conv2d 12 padding=1 stride=2", "softplus", "end", "dropout2d 0.1", "avg_pool2d 2",
      "leaky_relu", "adaptive_avg_pool2d 2", "layer_norm", "flatten", "dropout 0.1", "linear 9", "batch_norm1d",
      "softmax",
    ],
    decoder: [
      "linear 64", "sigmoid", "unflatten 16x2x2", "upsample 2 mode=bilinear", "conv2d 16 kernel=1", "gelu",
      "pixel_shuffle 2", "upsample 2", "conv_transpose2d 4 padding=1", "relu", "conv2d 3 padding=1", "tanh",
    ],
    bottleneck: "variational",
    change: { configuration in
      let losses = LossTable.table.names.filter { $0 != "bce" }
      configuration.objective = Objective(TermSum(losses.map { WeightedTerm(weight: 0.5, term: Term($0)) }))
      configuration.beta = Ramp(to: 1, steps: 3)
    })

  static let cases: [Case] =
    [
      Case(name: "as it is"),
      everyLayer,
      Case(
        name: "minimal filters and long sums",
        encoder: [
          "conv2d 32 kernel=3 padding=1", "relu", "conv2d 33 kernel=3 padding=1", "relu",
          "conv2d 24 kernel=5 stride=1 padding=2", "relu", "conv2d 40 kernel=3 stride=2 padding=1", "relu", "flatten",
          "linear 200",
        ],
        decoder: [
          "linear 1024", "relu", "unflatten 16x8x8", "conv_transpose2d 32 kernel=3 padding=1", "relu",
          "conv_transpose2d 3 kernel=4 stride=2 padding=1", "tanh",
        ], images: 83, batch: 83),
      Case(
        name: "norms over small images and vectors",
        encoder: [
          "conv2d 5 kernel=5 stride=3", "batch_norm2d", "relu", "conv2d 70 kernel=2 stride=2", "batch_norm2d",
          "flatten",
          "linear 17", "batch_norm1d", "relu", "linear 9",
        ], images: 130, batch: 80),
      Case(
        name: "everything drawn",
        encoder: ["conv2d 4 kernel=4 stride=4", "dropout2d 0.3", "relu", "flatten", "dropout 0.2", "linear 12"],
        bottleneck: "variational",
        change: { configuration in
          configuration.order = ShuffledOrder()
          configuration.corruption = CorruptionTable.table.make(
            Term("gaussian", OptionValues(["deviation": .number(0.2)])))
          configuration.corruptsValidation = true
          configuration.augmentations = [AugmentationTable.table.make(Term("flip"))]
          configuration.metrics = MetricTable.table.names.map { MetricTable.table.make(Term($0)) }
          configuration.keepsBest = true
          configuration.clipping = .norm(0.01)
          configuration.patience = 1
        }),
      Case(
        name: "large linear layers between small ones",
        encoder: [
          "conv2d 4 kernel=4 stride=4", "relu", "flatten", "linear 160", "relu", "linear 96", "relu", "linear 9",
        ],
        decoder: ["linear 192", "relu", "linear 160", "relu", "linear 768", "unflatten 3x16x16", "tanh"], images: 40,
        batch: 20),
      Case(name: "fewer images than blocks", images: 19, batch: 64),
      Case(name: "no number", change: { $0.optimizer = Optimizer(GradientDescent(), rate: 1e20) }),
    ]
    + OptimizerTable.table.names.map { name in
      Case(name: name, images: 33, change: { $0.optimizer = OptimizerTable.table.make(Term(name)) })
    }

  /// The whole training as one of several processes, or alone.
  static func run(_ given: Case, threads: Int, in processes: (any ProcessGroup)?) throws -> Result {
    let model = try given.model()
    let random = RandomStream(RandomGenerator(seed: 5))
    var configuration = TrainingConfiguration(epochs: 2, batchSize: given.batch)
    given.change(&configuration)
    configuration.processes = processes
    let log = Trainer(model, configuration: configuration, compute: ComputeContext(threads: threads), now: { 0 })
      .run(on: images(given.images), validating: images(53), watching: images(2), random: random)
    return Result(
      weights: model.weights.values.map(\.bitPattern), state: model.state.values.map(\.bitPattern),
      slots: model.optimizerState?.slots.map { $0.values.map(\.bitPattern) } ?? [],
      losses: log.batchLosses.map(\.bitPattern), terms: log.termLosses.map { $0.map(\.bitPattern) },
      validation: log.epochs.map { $0.validationLosses.map(\.bitPattern) },
      measured: log.epochs.map { record in
        record.measurements.names.map { record.measurements[$0]?.bitPattern ?? 0 }
      },
      reconstructions: log.epochs.map { $0.reconstructions?.values.map(\.bitPattern) ?? [] }, outcome: log.outcome,
      divergence: log.divergence?.description, generator: random.generator.state)
  }

  /// So many images of 3x16x16, of any content.
  static func images(_ count: Int) -> ImageSet {
    var numbers = SplitMix(state: 7)
    return ImageSet(
      name: "any", shape: ImageShape(channels: 3, height: 16, width: 16),
      pixels: (0..<count * 768).map { _ in UInt8(truncatingIfNeeded: numbers.next() as UInt64) })
  }

  /// What each of several processes comes to.
  static func together<Item: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (ThreadGroup) throws -> Item
  ) throws -> [Item] {
    let results = Mutex([Int: Item]())
    let done = DispatchSemaphore(value: 0)
    for group in ThreadGroup.make(count) {
      let thread = Thread {
        if let item = try? body(group) { results.withLock { $0[group.rank] = item } }
        done.signal()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    for _ in 0..<count { done.wait() }
    return try results.withLock { results in try (0..<count).map { try #require(results[$0]) } }
  }

  @Test("One to four processes come to the bits of one", arguments: cases)
  func sameBits(given: Case) throws {
    let alone = try Self.run(given, threads: 2, in: nil)
    #expect(given.name == "no number" ? alone.outcome == .diverged : alone.losses.count > 1)
    for count in 1...4 {
      let all = try Self.together(count) { try Self.run(given, threads: 1 + $0.rank % 2, in: $0) }
      for (rank, result) in all.enumerated() {
        // Said one by one: as a whole they would be thousands of lines.
        #expect(result.losses == alone.losses, "rank \(rank) of \(count)")
        #expect((result.weights == alone.weights) == true, "rank \(rank) of \(count)")
        #expect((result == alone) == true, "rank \(rank) of \(count)")
      }
    }
  }

  @Test("A process may lie within one part of a sum, between others")
  func manyProcesses() throws {
    let given = Case(
      name: "more processes than parts",
      encoder: [
        "conv2d 20 kernel=3 padding=1", "relu", "conv2d 24 kernel=3 padding=1", "batch_norm2d", "relu",
        "conv2d 24 kernel=8 groups=24", "conv2d 4 kernel=9", "batch_norm2d", "flatten", "linear 9",
      ], images: 330, batch: 330)
    let alone = try Self.run(given, threads: 2, in: nil)
    for result in try Self.together(19, { try Self.run(given, threads: 1, in: $0) }) {
      #expect(result.losses == alone.losses)
      #expect((result == alone) == true)
    }
  }

  @Test("A stop that one process is asked for ends all at the same step")
  func stop() throws {
    let logs = try Self.together(3) { group in
      let flag = StopFlag()
      var configuration = TrainingConfiguration(epochs: 5, batchSize: 48)
      configuration.processes = group
      let model = try Case(name: "").model()
      let log = Trainer(model, configuration: configuration, compute: ComputeContext(threads: 1), now: { 0 })
        .run(on: Self.images(100), random: RandomStream(RandomGenerator(seed: 0)), stop: flag) { event in
          if case .step(let progress) = event, progress.step == 4, group.rank == 1 { flag.set() }
        }
      return (log.outcome, log.batchLosses.count, flag.isSet)
    }
    for log in logs {
      #expect(log.0 == .stopped)
      #expect(log.1 == logs[0].1 && (4...6).contains(log.1))
      #expect(log.2)
    }
  }

  /// Processes that count what they say between two moments.
  private final class CountingGroup: ProcessGroup {
    let group: ThreadGroup
    let bytes = Mutex(0)

    init(_ group: ThreadGroup) { self.group = group }

    var rank: Int { group.rank }
    var count: Int { group.count }
    var hosts: [String] { group.hosts }
    func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) {
      self.bytes.withLock { $0 += bytes.count }
      group.send(bytes, to: rank)
    }
    func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) { group.receive(bytes, from: rank) }
    func proceed() {}
  }

  @Test("What is foreseen of messages is no less than a step sends, and not many times as much", arguments: [0, 2, 5])
  func messages(place: Int) throws {
    let given = Self.cases[place]
    let description = try given.model().description
    func memory(isShared: Bool) throws -> TrainingMemory {
      try TrainingMemory(
        encoder: description.encoder, decoder: description.decoder, batch: given.batch, isShared: isShared)
    }
    let foreseen = try memory(isShared: true).messages
    #expect(try memory(isShared: false).messages == 0)
    #expect(try memory(isShared: true).total - memory(isShared: false).total == foreseen)
    let sent = try Self.together(3) { group in
      let counting = CountingGroup(group)
      var configuration = TrainingConfiguration(epochs: 1, batchSize: given.batch)
      configuration.processes = counting
      var (marks, most) = (0, 0)
      _ = Trainer(try given.model(), configuration: configuration, compute: ComputeContext(threads: 1), now: { 0 })
        .run(on: Self.images(4 * given.batch), random: RandomStream(RandomGenerator(seed: 0))) { event in
          guard case .step = event else { return }
          let all = counting.bytes.withLock { $0 }
          most = max(most, all - marks)
          marks = all
        }
      return most
    }
    let greatest = try #require(sent.max())
    #expect(greatest > 10_000 && greatest <= foreseen, "\(sent), \(foreseen) foreseen")
    #expect(foreseen < 8 * greatest, "\(sent), \(foreseen) foreseen")
    if place == 5 {
      // Sums and gradients of these weights would go over the links twice.
      #expect(greatest < 4 * (try description.encoder.parameterCount() + description.decoder.parameterCount()))
    }
  }

  @Test("Messages of layers that no memory holds are counted too", arguments: [1, 1 << 24])
  func endlessMessages(inputs: Int) throws {
    let layers = try LayerTable.layers(["linear 16777216"])
    let encoder = NetworkDescription(input: .vector(inputs), layers: layers)
    let decoder = NetworkDescription(input: .vector(1 << 24), layers: layers)
    let memory = try TrainingMemory(encoder: encoder, decoder: decoder, batch: 64, isShared: true)
    // What is sent of the decoder is 64 of both its sides.
    #expect(memory.messages >= 2 * 64 * 2 * (1 << 24) * 4)
    #expect(memory.total > 1 << 50)
  }

  @Test("Processes measure some of the images each, and all know what came of all", arguments: [1, 3, 130])
  func measuring(count: Int) throws {
    let metrics = MetricTable.table.names.map { MetricTable.table.make(Term($0)) }
    let given = Case(name: "")
    @Sendable func measure(_ group: (any ProcessGroup)?) throws -> [[[UInt64]]] {
      let compute = ComputeContext(threads: 1)
      let of = try ImageMeasuring.measure(
        given.model(), on: Self.images(count), by: metrics, compute: compute, processes: group)
      let pairs = try ImageMeasuring.measure(
        Self.images(count), against: Self.images(count), by: [metrics[0]], compute: compute, processes: group)
      let mean = try given.model().meanLoss(
        over: Self.images(count), objective: .meanSquaredError, compute: compute, processes: group)
      return [of.map { $0.map(\.bitPattern) }, pairs.map { $0.map(\.bitPattern) }, [[mean?.bitPattern ?? 0]]]
    }
    let alone = try measure(nil)
    #expect(alone[0].allSatisfy { $0.count == count })
    for result in try Self.together(3, { try measure($0) }) { #expect((result == alone) == true) }
    let sent = try Self.together(3) { group in
      let counting = CountingGroup(group)
      let stop = StopFlag()
      if group.rank == 1 { stop.set() }
      do {
        _ = try ImageMeasuring.measure(
          given.model(), on: Self.images(count), by: metrics, compute: ComputeContext(threads: 1),
          processes: counting, unless: stop)
        return false
      } catch is Interrupted { return true }
    }
    // One that is stopped stops all, once there is something to stop.
    #expect(sent == [true, true, true])
  }

  @Test("Batches are dealt out in whole blocks, and those that get none say so")
  func dealing() {
    let groups = ThreadGroup.make(4)
    func samples(_ count: Int) -> [Range<Int>] {
      groups.map { group in
        let share = BatchShare(group)
        share.begin(samples: count)
        return share.samples
      }
    }
    #expect(samples(64) == [0..<16, 16..<32, 32..<48, 48..<64])
    #expect(samples(83) == [0..<32, 32..<64, 64..<80, 80..<83])
    #expect(samples(20) == [0..<16, 16..<20, 20..<20, 20..<20])
  }
}
