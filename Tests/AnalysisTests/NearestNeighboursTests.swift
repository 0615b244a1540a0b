import Analysis
import Basics
import TensorMath
import TestSupport
import Testing

@Suite(.serialized) struct NearestNeighboursTests {
  let compute = ComputeContext(threads: 2)
  let stop = StopFlag()

  @Test("The nearest are those of a plain search, of equals the first")
  func plainSearch() throws {
    var random = SplitMix(state: 3)
    // Few values, so that many distances are equal; more rows than a task takes.
    let rows = (0..<5000 * 3).map { _ in Float(Int.random(in: 0..<9, using: &random)) }
    let queries = Array(rows[30..<60])
    let found = try NearestNeighbours(7, of: queries, among: rows, width: 3, compute: compute, unless: stop)
    for query in 0..<10 {
      let distances = (0..<5000).map { row in
        (0..<3).reduce(Float(0)) { sum, column in
          let difference = rows[row * 3 + column] - queries[query * 3 + column]
          return sum + difference * difference
        }
      }
      let expected = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(7)
      #expect(Array(found.places(of: query)) == Array(expected))
      #expect(Array(found.squaredDistances[query * 7..<(query + 1) * 7]) == expected.map { distances[$0] })
    }
  }

  @Test("Among itself a row is not its own neighbour, and what is no number is far away")
  func edges() throws {
    let found = try NearestNeighbours(
      1, of: [0, 1, .nan, 5], among: [0, 1, .nan, 5], width: 1, areSame: true, compute: compute, unless: stop)
    #expect(found.places == [1, 0, 0, 1])
  }
}
