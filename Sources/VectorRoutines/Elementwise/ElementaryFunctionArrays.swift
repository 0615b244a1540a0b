// The elementary functions over arrays, for the tests that measure each by itself. `count` is a multiple of 16.

@inline(__always)
private func map(
  _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int, _ function: (Lane) -> Lane
) {
  var place = 0
  while place < count {
    (y + place).lane = function((x + place).lane)
    place &+= laneWidth
  }
}

/// `y = eˣ`.
package func exponentials(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  map(x, into: y, count: count) { exponential($0) }
}

/// `y = ln x`.
package func naturalLogarithms(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  map(x, into: y, count: count) { naturalLogarithm($0) }
}

/// `y = Φ(x)`, the standard normal distribution function.
package func normalDistributions(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  map(x, into: y, count: count) { normalDistribution($0) }
}

/// `y = φ(x)`, the standard normal density.
package func normalDensities(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  map(x, into: y, count: count) { normalDensity($0) }
}
