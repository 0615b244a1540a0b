import Analysis
import Basics
import TensorMath
import Testing

@Suite(.serialized) struct LeadingEigenvectorsTests {
  /// The first of a matrix whose values are 1, 1/2, 1/4 and so on, along its axes.
  private func leading(_ count: Int, side: Int) throws -> LeadingEigenvectors {
    var matrix = [Double](repeating: 0, count: side * side)
    for place in 0..<side { matrix[place * side + place] = 1 / Double(1 << min(place, 50)) }
    return try matrix.withUnsafeMutableBufferPointer { matrix in
      try LeadingEigenvectors(
        count, of: try #require(matrix.baseAddress), side: side, compute: ComputeContext(threads: 2), unless: StopFlag()
      )
    }
  }

  @Test(
    "A few of a large matrix are found in a small space, and others in the whole",
    arguments: [(5, 300, 96), (5, 256, 256), (80, 300, 300)])
  func spaces(count: Int, side: Int, dimension: Int) throws {
    let found = try leading(count, side: side)
    #expect(found.dimension == dimension)
    for member in 0..<5 {
      #expect(abs(found.values[member] * Double(1 << member) - 1) < 1e-6)
      // Up to its sign, which nobody chooses here.
      #expect(abs(abs(found.vectors[member * side + member]) - 1) < 1e-6)
    }
  }
}
