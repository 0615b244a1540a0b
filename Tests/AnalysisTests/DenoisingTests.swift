import Analysis
import Basics
import TensorMath
import Testing

@Suite(.serialized) struct DenoisingTests {
  @Test("A Wiener filter scales each component by the part of its variance that is the image's own")
  func wiener() throws {
    let compute = ComputeContext(threads: 2)
    // Along the first side the variance is 8 (over n − 1 = 3), along the second 2/3; their mean is 1 and 2.
    let rows: [Float] = [1 + 12.0.squareRoot().asFloat, 2, 1 - 12.0.squareRoot().asFloat, 2, 1, 3, 1, 1]
    let components = try PrincipalComponents.fit(rows, width: 2, components: 2, compute: compute, unless: StopFlag())
    let filter = WienerFilter(components, noiseVariance: 2)
    let filtered = try filter.apply(to: [6, 2, 1, 6, 1, 2], compute: compute, unless: StopFlag())
    for (found, wanted) in zip(filtered, [1 + 5 * 0.8, 2, 1, 2 + 4 * 0.25, 1, 2]) {
      #expect(abs(Double(found) - wanted) < 1e-5)
    }
    let untouched = try WienerFilter(components, noiseVariance: 0).apply(
      to: rows, compute: compute, unless: StopFlag())
    for (found, wanted) in zip(untouched, rows) { #expect(abs(found - wanted) < 1e-5) }
  }

  @Test("A median is scipy's, borders included")
  func median() throws {
    // scipy.ndimage.median_filter(x, size=3, mode="reflect") of these.
    let plane: [Float] = [5, 1, 9, 2, 7, 3, 8, 4, 6, 0, 11, 10]
    let found = try MedianFilter.apply(to: plane, height: 3, width: 4, side: 3, unless: StopFlag())
    #expect(found == [5, 5, 3, 4, 5, 6, 4, 8, 6, 6, 8, 10])
    #expect(try MedianFilter.apply(to: plane, height: 3, width: 4, side: 1, unless: StopFlag()) == plane)
    // Larger than the plane itself: mirrored again and again.
    #expect(try MedianFilter.apply(to: [1, 2, 3], height: 1, width: 3, side: 7, unless: StopFlag()).count == 3)
  }
}

extension Double {
  fileprivate var asFloat: Float { Float(self) }
}
