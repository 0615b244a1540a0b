import Benchmarks
import NeuralNetworks
import TensorMath
import Testing

/// How threads would share tasks whose times are known.
@Suite struct SharingTests {
  @Test(
    "Each thread begins with a stretch of its own, and takes others' from the end",
    arguments: [
      ([[1, 1, 1, 1]], 2, 2), ([[3, 1, 1, 1]], 2, 3), ([[1, 1, 1, 1, 1]], 4, 2), ([[2, 5]], 1, 7),
      // The first thread is done while the second is at its first task, and takes its last.
      ([[1, 1, 1, 4, 1, 4]], 2, 7),
      // A run begins when the one before has ended.
      ([[4, 1], [1, 4]], 2, 8), ([[1], []], 8, 1),
    ] as [([[Double]], Int, Double)])
  func dealt(runs: [[Double]], threads: Int, seconds: Double) {
    let schedule = TaskSchedule(runs: runs)
    #expect(schedule.seconds(threads: threads) == seconds)
    #expect(schedule.busy(threads: threads) == schedule.seconds / (seconds * Double(threads)))
  }

  @Test("A watch notes every task once, and those inside of tasks with them") func watch() {
    let clock = MeasurementTests.Clock()
    let watch = TaskWatch(now: clock.now)
    let compute = ComputeContext(team: ThreadTeam(watchedBy: watch))
    var order: [Int] = []
    compute.run(3) { task in
      order.append(task)
      compute.run(2) { order.append(10 + $0) }
    }
    #expect(order == [0, 10, 11, 1, 10, 11, 2, 10, 11])
    #expect(watch.runs == [[1, 1, 1]])
    compute.run(1) { _ in }
    #expect(watch.runs == [[1, 1, 1], [1]])
    watch.clear()
    #expect(watch.runs.isEmpty)
  }

  /// By a clock on which every look takes a second, a step's time is made of its tasks' and of what lies between.
  @Test("A step is shared by its tasks, and what is alone stays alone") func step() throws {
    let sharing = try MeasurementTests.bench().measureSharing(
      of: MeasurementTests.article(), size: ArchitectureSize(width: 4, side: 16), batch: 64)
    #expect(sharing.network == "article" && sharing.batch == 64 && sharing.seconds > 1000)
    #expect(sharing.alone > 0 && sharing.alone < 0.6)
    for share in sharing.shares {
      // Amdahl's law is what no share can pass.
      #expect(share.speedup <= 1 / (sharing.alone + (1 - sharing.alone) / Double(share.threads)) + 1e-9)
      #expect(share.speedup >= 1)
    }
    #expect(zip(sharing.shares, sharing.shares.dropFirst()).allSatisfy { $0.speedup <= $1.speedup })
    let convolution = try #require(sharing.layers.first { $0.layer.hasPrefix("conv2d") })
    #expect(convolution.inputGradient == nil && convolution.weightGradient?.tasks == 8)
    #expect(convolution.forward?.busy.count == SharingTimes.threadCounts.count)
  }

  @Test func sharesAreATable() {
    let sharing = SharingTimes(
      network: "article", size: ArchitectureSize(width: 16), batch: 64, seconds: 0.0254, alone: 0.0123,
      shares: zip(SharingTimes.threadCounts, [1.97, 3.8, 7.11, 12.5]).map { threads, speedup in
        SharingTimes.Share(threads: threads, speedup: speedup)
      },
      layers: [
        SharingTimes.LayerTasks(
          part: "encoder", layer: "conv2d 16 padding=1",
          forward: SharingTimes.PassTasks(tasks: 1024, busy: [1, 0.999, 0.98, 0.5]), inputGradient: nil,
          weightGradient: SharingTimes.PassTasks(tasks: 8, busy: [1, 1, 1, 0.5]))
      ])
    #expect(
      SharingTimes.text(of: [sharing]) == """
        A training step's tasks, timed on one thread and dealt to more, were memory and waking them free
                                              one thread ──  times as fast by threads
        network  width  image  latent  batch    ms  alone %      2     4     8     16
        article     16  32x32     200     64  25.4      1.2   1.97  3.80  7.11  12.50

        Tasks of article, and for how many % of the time so many threads have one
                                     forward ───────────────  input gradient ───  weight gradient ────────
        layer                        tasks    2    4   8  16  tasks  2  4  8  16  tasks    2    4    8  16
        encoder conv2d 16 padding=1  1,024  100  100  98  50      –  –  –  –   –      8  100  100  100  50
        """)
  }
}
