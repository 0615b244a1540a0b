// Element-wise activations over whole entries, each forward beside its backward. `count` is a multiple of 16.

/// Calls `body` with the place of every lane.
@inline(__always) func forEachLane(_ count: Int, _ body: (Int) -> Void) {
  var place = 0
  while place < count {
    body(place)
    place &+= laneWidth
  }
}

/// `y = max(x, 0) + slope · min(x, 0)`; a slope of zero is relu.
public func leakyRectifierForward(
  _ x: UnsafePointer<Float>, slope: Float, into y: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in
    let v = (x + i).lane
    // Minus infinity times a slope of zero is no number, and relu of it is zero.
    var scaled = v * slope
    scaled.replace(with: 0, where: scaled .!= scaled)
    (y + i).lane = v.replacing(with: scaled, where: v .< 0)
  }
}

/// `dx = dy` where `x > 0`, `slope · dy` elsewhere.
public func leakyRectifierBackward(
  _ x: UnsafePointer<Float>, slope: Float, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in
    let g = (dy + i).lane
    (dx + i).lane = g.replacing(with: g * slope, where: (x + i).lane .<= 0)
  }
}

/// `y = x · Φ(x)`, with the exact normal distribution function.
public func gaussianErrorForward(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  forEachLane(count) { i in (y + i).lane = gaussianErrorUnit((x + i).lane) }
}

/// `dx = dy · (Φ(x) + x · φ(x))`.
public func gaussianErrorBackward(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in (dx + i).lane = (dy + i).lane * gaussianErrorUnitSlope((x + i).lane) }
}

/// `y = 1 / (1 + e⁻ˣ)`.
public func logisticForward(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  forEachLane(count) { i in (y + i).lane = logistic((x + i).lane) }
}

/// `dx = dy · y · (1 − y)`.
public func logisticBackward(
  _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in
    let v = (y + i).lane
    (dx + i).lane = (dy + i).lane * ((1 - v) * v)
  }
}

/// `y = tanh x`.
public func hyperbolicTangentForward(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, count: Int) {
  forEachLane(count) { i in (y + i).lane = hyperbolicTangent((x + i).lane) }
}

/// `dx = dy · (1 − y²)`.
public func hyperbolicTangentBackward(
  _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, into dx: UnsafeMutablePointer<Float>, count: Int
) {
  forEachLane(count) { i in
    let v = (y + i).lane
    (dx + i).lane = (dy + i).lane * (1 - v * v)
  }
}
