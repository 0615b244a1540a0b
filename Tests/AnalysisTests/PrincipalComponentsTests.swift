import Analysis
import Basics
import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct PrincipalComponentsTests {
  let compute = ComputeContext(threads: 2)
  let stop = StopFlag()

  @Test("Components, variances and codes are scikit-learn's, of many rows and of few")
  func scikitLearn() throws {
    let width = ScikitLearn.width
    for stored in [ScikitLearn.stored.tall, ScikitLearn.stored.wide] {
      let rows = Array(ScikitLearn.stored.rows.prefix(stored.rows * width))
      let fitted = try PrincipalComponents.fit(
        rows, width: width, components: stored.count, compute: compute, unless: stop)
      #expect(difference(fitted.mean.map(Double.init), stored.mean) < 1e-5)
      #expect(difference(fitted.components.map(Double.init), stored.components) < 1e-4)
      #expect(
        difference(zip(fitted.variances, stored.variances).map { $0 / $1 }, stored.variances.map { _ in 1 }) < 1e-5)
      #expect(difference(fitted.variances.map { $0 / fitted.totalVariance }, stored.ratios) < 1e-6)
      #expect(abs(fitted.share - stored.ratios.reduce(0, +)) < 1e-6)
      #expect(fitted.shares.last == fitted.share && fitted.shares.count == fitted.latent)
      #expect(difference(fitted.first(2).shares, Array(fitted.shares.prefix(2))) == 0)
      let codes = try fitted.encode(Array(rows.prefix(5 * width)), compute: compute, unless: stop)
      #expect(difference(codes.map(Double.init), stored.codes) < 1e-3)
    }
  }

  /// Rows whose variances fall off slowly, so that many directions matter.
  private func rows(_ count: Int, _ width: Int) -> [Float] {
    var random = SplitMix(state: 7)
    return (0..<count * width).map { place in
      let column = place % width
      return Float((Double.random(in: -1..<1, using: &random) + (column > 0 ? 0.3 : 0)) * 10 / Double(column + 5)) + 3
    }
  }

  @Test(
    "Directions are orthonormal eigenvectors of the covariance, however they were found",
    arguments: [(900, 400, 20), (300, 40, 40), (60, 500, 59), (700, 300, 200)])
  func eigenvectors(count: Int, width: Int, size: Int) throws {
    let rows = rows(count, width)
    let fitted = try PrincipalComponents.fit(rows, width: width, components: size, compute: compute, unless: stop)
    let directions = (0..<size).map { fitted.components[$0 * width..<($0 + 1) * width].map(Double.init) }
    var means = [Double](repeating: 0, count: width)
    for place in rows.indices { means[place % width] += Double(rows[place]) / Double(count) }
    for (member, direction) in directions.enumerated() {
      for other in directions.prefix(member) {
        #expect(abs(zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-5)
      }
      #expect(abs(direction.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
      // The largest loading is positive.
      #expect(direction.max { abs($0) < abs($1) } ?? 0 > 0)
    }
    for member in stride(from: 0, to: size, by: max(1, size / 5)) {
      var product = [Double](repeating: 0, count: width)
      for row in 0..<count {
        var along = 0.0
        for column in 0..<width {
          along += (Double(rows[row * width + column]) - means[column]) * directions[member][column]
        }
        for column in 0..<width {
          product[column] += along * (Double(rows[row * width + column]) - means[column]) / Double(count - 1)
        }
      }
      let variance = fitted.variances[member]
      let residual = zip(product, directions[member]).reduce(0) { sum, pair in
        sum + (pair.0 - variance * pair.1) * (pair.0 - variance * pair.1)
      }
      #expect(residual.squareRoot() < 1e-4 * variance + 1e-6 * fitted.variances[0], "component \(member)")
    }
  }

  @Test("The bits are the same for any number of threads, and fewer components are the first of many")
  func threads() throws {
    let rows = rows(200, 300)
    let one = try PrincipalComponents.fit(
      rows, width: 300, components: 12, compute: ComputeContext(threads: 1), unless: stop)
    let three = try PrincipalComponents.fit(
      rows, width: 300, components: 12, compute: ComputeContext(threads: 3), unless: stop)
    #expect(one.components == three.components)
    #expect(one.variances == three.variances)
    let fewer = one.first(5)
    #expect(fewer.components == Array(one.components.prefix(5 * 300)))
    #expect(fewer.share < one.share)
  }

  @Test("Errors of several sizes, from the energies of codes, are those of the rows that come back")
  func errors() throws {
    let (rows, others) = (rows(300, 50), Array(rows(400, 50).suffix(100 * 50)))
    let fitted = try PrincipalComponents.fit(rows, width: 50, components: 20, compute: compute, unless: stop)
    let errors = try fitted.meanSquaredErrors(of: [3, 20, 0], count: 100, compute: compute, unless: stop) {
      range, target in
      for place in target.indices { target[place] = others[range.lowerBound * 50 + place] }
    }
    for (size, error) in zip([3, 20], errors) {
      let part = fitted.first(size)
      let redrawn = try part.decode(
        try part.encode(others, compute: compute, unless: stop), compute: compute, unless: stop)
      let mean = zip(redrawn, others).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / 5000
      #expect(abs(mean - error) < 1e-5 * mean)
    }
    #expect(errors[2] > errors[0])
  }

  @Test("Rows that do not vary, a single row and numbers that are none do no harm")
  func edges() throws {
    let same = try PrincipalComponents.fit(
      [Float](repeating: 2, count: 12), width: 4, components: 2, compute: compute, unless: stop)
    #expect(same.variances == [0, 0])
    #expect(same.share == 1)
    let one = try PrincipalComponents.fit([1, 2, 3], width: 3, components: 1, compute: compute, unless: stop)
    #expect(one.mean == [1, 2, 3])
    #expect(try one.decode([0], compute: compute, unless: stop) == [1, 2, 3])
    #expect(throws: PrincipalComponents.NotFinite.self) {
      try PrincipalComponents.fit([1, 2, .nan, 4], width: 2, components: 1, compute: compute, unless: stop)
    }
    let stopped = StopFlag()
    stopped.set()
    #expect(throws: Interrupted.self) {
      try PrincipalComponents.fit([1, 2, 3, 4], width: 2, components: 1, compute: compute, unless: stopped)
    }
  }
}
