import Analysis
import Basics
import TensorMath
import Testing

@Suite(.serialized) struct NeighbourMapTests {
  let compute = ComputeContext(threads: 2)
  let stop = StopFlag()
  let stored = ScikitLearn.stored
  let width = ScikitLearn.width

  @Test("The divergence and its gradient are scikit-learn's")
  func divergence() throws {
    var options = NeighbourMap.Options()
    options.angle = 0
    let (divergence, gradient) = try NeighbourMap.divergence(
      of: stored.map.start.map { $0 * 1e4 }, for: stored.rows, width: width, options: options, compute: compute,
      unless: stop)
    #expect(abs(divergence - stored.map.divergenceOfStart) < 1e-4)
    #expect(difference(gradient.prefix(20), stored.map.gradientOfStart) < 1e-5)
    let end = try NeighbourMap.divergence(
      of: stored.map.map, for: stored.rows, width: width, options: options, compute: compute, unless: stop)
    #expect(abs(end.divergence - stored.map.divergence) < 1e-4)
  }

  @Test("The first steps go where scikit-learn's go")
  func firstSteps() throws {
    let first = stored.firstSteps
    var options = NeighbourMap.Options()
    (options.angle, options.steps, options.perplexity) = (0, first.steps, first.perplexity)
    let map = try NeighbourMap(
      of: Array(stored.rows.prefix(first.rows * width)), width: width, start: first.start, options: options,
      compute: compute, unless: stop)
    #expect(abs(map.divergence - first.divergence) < 1e-4, "\(map.divergence)")
    #expect(difference(map.points.map(Double.init), first.points) < 1e-4)
  }

  @Test("From scikit-learn's start a map comes out as good as its own", arguments: [0, 0.5])
  func map(angle: Double) throws {
    var options = NeighbourMap.Options()
    options.angle = angle
    let map = try NeighbourMap(
      of: stored.rows, width: width, start: stored.map.start, options: options, compute: compute, unless: stop)
    // Every rounding changes the way down, and so the valley that is reached.
    #expect(abs(map.divergence - stored.map.divergence) < 0.03, "\(map.divergence)")
    let trust = try MapQuality.trustworthiness(
      of: map.points, for: stored.rows, width: width, compute: compute, unless: stop)
    #expect(abs(trust - stored.map.trustworthiness) < 0.005, "\(trust)")
    #expect(map.steps <= 1000)
  }

  @Test("It begins at the principal components, and is the same for any number of threads")
  func start() throws {
    let rows = Array(stored.rows.prefix(60 * width))
    var options = NeighbourMap.Options()
    (options.perplexity, options.steps) = (10, 300)
    let maps = try [1, 3].map { threads in
      try NeighbourMap(
        of: rows, width: width, options: options, compute: ComputeContext(threads: threads), unless: stop)
    }
    #expect(maps[0].points == maps[1].points)
    #expect(maps[0].points.allSatisfy { $0.isFinite })
  }

  @Test("Rows that are all the same, and numbers that are none, do no harm")
  func edges() throws {
    var options = NeighbourMap.Options()
    (options.perplexity, options.steps) = (3, 60)
    let map = try NeighbourMap(
      of: [Float](repeating: 1, count: 40), width: 4, options: options, compute: compute, unless: stop)
    #expect(map.points.allSatisfy { $0.isFinite })
    #expect(throws: PrincipalComponents.NotFinite.self) {
      try NeighbourMap(
        of: [Float](repeating: .nan, count: 40), width: 4, options: options, compute: compute, unless: stop)
    }
    let stopped = StopFlag()
    stopped.set()
    #expect(throws: Interrupted.self) {
      try NeighbourMap(of: stored.rows, width: width, compute: compute, unless: stopped)
    }
  }

  @Test("Trustworthiness and silhouette are scikit-learn's")
  func quality() throws {
    let map = stored.map.map.map(Float.init)
    let trust = try MapQuality.trustworthiness(of: map, for: stored.rows, width: width, compute: compute, unless: stop)
    // Of equal distances scikit-learn takes any first.
    #expect(abs(trust - stored.map.trustworthiness) < 1e-4)
    let onMap = try MapQuality.silhouette(of: map, width: 2, labels: stored.labels, compute: compute, unless: stop)
    #expect(abs((onMap ?? 0) - stored.map.silhouette) < 1e-5)
    let ofRows = try MapQuality.silhouette(
      of: stored.rows, width: width, labels: stored.labels, compute: compute, unless: stop)
    #expect(abs((ofRows ?? 0) - stored.map.silhouetteOfRows) < 1e-5)
    #expect(
      try MapQuality.silhouette(of: [1, 2, 3], width: 1, labels: [4, 4, 4], compute: compute, unless: stop) == nil)
  }
}
