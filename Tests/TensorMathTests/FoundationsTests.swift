import Synchronization
import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct FoundationsTests {
  @Test func theTwisterGivesTheKnownNumbers() {
    var random = MersenneTwister(seed: 5489)
    let first: UInt32 = random.next()
    #expect(first == 3_499_211_612)
    for _ in 2..<10000 { let _: UInt32 = random.next() }
    let tenThousandth: UInt32 = random.next()
    #expect(tenThousandth == 4_123_659_995)
  }

  @Test func uniformNumbersAreTorchs() {
    var random = MersenneTwister(seed: 0)
    #expect(
      (0..<4).map { _ in random.uniform(from: -1, to: 1) } == [
        -0.007486820220947266, 0.5364435911178589, -0.8230451345443726, -0.7359390258789062,
      ])
  }

  @Test func everyTaskRunsOnce() {
    for threads in 1...4 {
      let team = ThreadTeam(threads: threads)
      for tasks in [0, 1, 2, 7, 1000] {
        let counts = FloatBuffer(count: tasks)
        for _ in 0..<50 { team.run(tasks) { counts.pointer[$0] += 1 } }
        #expect(counts.values == [Float](repeating: 50, count: tasks))
      }
    }
  }

  @Test func aRunInsideARunIsWorkedThroughAlone() {
    let team = ThreadTeam(threads: 3)
    let total = Atomic<Int>(0)
    team.run(8) { _ in team.run(8) { _ in total.wrappingAdd(1, ordering: .relaxed) } }
    #expect(total.load(ordering: .relaxed) == 64)
  }

  @Test func samplesComeBackAsTheyWent() {
    let shape = SampleShape.image(channels: 3, height: 4, width: 5)
    var random = MersenneTwister(seed: 6)
    let values = random.numbers(19 * 60)
    let batch = Batch(values, count: 19, shape: shape)
    #expect(batch.rowMajor() == values)
    let vectors = Batch(capacity: 19, shape: .vector(60))
    let images = Batch(capacity: 19, shape: shape)
    let compute = ComputeContext(threads: 2)
    Flattening.flatten(batch, into: vectors, compute: compute)
    #expect(vectors.rowMajor() == values)
    Flattening.unflatten(vectors, into: images, compute: compute)
    #expect(images.rowMajor() == values)
  }

  @Test func bytesBecomeNumbersAroundZero() {
    let batch = Batch(capacity: 2, shape: .image(channels: 1, height: 1, width: 3))
    let bytes: [UInt8] = [0, 255, 51, 102, 0, 255]
    bytes.withUnsafeBufferPointer { batch.loadBytes($0, indices: [1, 0]) }
    #expect(batch.rowMajor() == [(Float(102) / 255 - 0.5) / 0.5, -1, 1, -1, 1, (Float(51) / 255 - 0.5) / 0.5])
  }
}
