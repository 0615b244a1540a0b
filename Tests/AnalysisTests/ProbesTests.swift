import Analysis
import Basics
import TensorMath
import Testing

@Suite(.serialized) struct ProbesTests {
  let compute = ComputeContext(threads: 2)
  let stop = StopFlag()

  @Test("Both rules name as many classes as scikit-learn's")
  func scikitLearn() throws {
    let stored = ScikitLearn.stored
    let split = 100 * ScikitLearn.width
    let (rows, others) = (Array(stored.rows[..<split]), Array(stored.rows[split...]))
    let (labels, otherLabels) = (Array(stored.labels[..<100]), Array(stored.labels[100...]))
    let linear = try Probes.linearAccuracy(
      rows, labels: labels, others: others, otherLabels: otherLabels, width: ScikitLearn.width, compute: compute,
      unless: stop)
    #expect(abs(linear - stored.linear) < 1e-9)
    let neighbour = try Probes.neighbourAccuracy(
      rows, labels: labels, others: others, otherLabels: otherLabels, width: ScikitLearn.width, compute: compute,
      unless: stop)
    #expect(abs(neighbour - stored.neighbour) < 1e-9)
  }

  @Test("One class, and one number, are enough")
  func edges() throws {
    #expect(
      try Probes.linearAccuracy(
        [1, 1], labels: [3, 3], others: [2], otherLabels: [3], width: 1, compute: compute, unless: stop) == 1)
  }
}
