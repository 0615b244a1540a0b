package import KernelArguments

// Element-wise activations over whole entries, each forward beside its backward.

/// Calls `body` with the place of every lane.
@inline(__always) func forEachLane(_ count: Int, _ body: (Int) -> Void) {
  var place = 0
  while place < count {
    body(place)
    place &+= laneWidth
  }
}

/// `y = max(x, 0) + slope · min(x, 0)`; a slope of zero is relu.
package func leakyRectifierForward(_ all: MappedNumbers, slope: Float) {
  forEachLane(all.count) { i in
    let v = (all.values + i).lane
    // Minus infinity times a slope of zero is no number, and relu of it is zero.
    var scaled = v * slope
    scaled.replace(with: 0, where: scaled .!= scaled)
    (all.result + i).lane = v.replacing(with: scaled, where: v .< 0)
  }
}

/// `dx = dy` where `x > 0`, `slope · dy` elsewhere.
package func leakyRectifierBackward(_ all: MappedGradients, slope: Float) {
  forEachLane(all.count) { i in
    let g = (all.gradient + i).lane
    (all.result + i).lane = g.replacing(with: g * slope, where: (all.remembered + i).lane .<= 0)
  }
}

/// `y = x · Φ(x)`, with the exact normal distribution function.
package func gaussianErrorForward(_ all: MappedNumbers) {
  forEachLane(all.count) { i in (all.result + i).lane = gaussianErrorUnit((all.values + i).lane) }
}

/// `dx = dy · (Φ(x) + x · φ(x))`.
package func gaussianErrorBackward(_ all: MappedGradients) {
  forEachLane(all.count) { i in
    (all.result + i).lane = (all.gradient + i).lane * gaussianErrorUnitSlope((all.remembered + i).lane)
  }
}

/// `y = 1 / (1 + e⁻ˣ)`.
package func logisticForward(_ all: MappedNumbers) {
  forEachLane(all.count) { i in (all.result + i).lane = logistic((all.values + i).lane) }
}

/// `dx = dy · y · (1 − y)`.
package func logisticBackward(_ all: MappedGradients) {
  forEachLane(all.count) { i in
    let v = (all.remembered + i).lane
    (all.result + i).lane = (all.gradient + i).lane * ((1 - v) * v)
  }
}

/// `y = tanh x`.
package func hyperbolicTangentForward(_ all: MappedNumbers) {
  forEachLane(all.count) { i in (all.result + i).lane = hyperbolicTangent((all.values + i).lane) }
}

/// `dx = dy · (1 − y²)`.
package func hyperbolicTangentBackward(_ all: MappedGradients) {
  forEachLane(all.count) { i in
    let v = (all.remembered + i).lane
    (all.result + i).lane = (all.gradient + i).lane * (1 - v * v)
  }
}
