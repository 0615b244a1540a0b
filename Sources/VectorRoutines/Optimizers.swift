// Optimiser steps over a flat run of parameters, each number in one pass. A run need not fill its last lane.

/// Calls `body` with whole lanes of four arrays, the last one through a copy padded with zeros.
@inline(__always)
private func update(
  _ a: Destination, _ gradient: Source, _ b: Destination, _ c: Destination, count: Int,
  _ body: (inout Lane, Lane, inout Lane, inout Lane) -> Void
) {
  var place = 0
  while place &+ laneWidth <= count {
    var x = (a + place).lane
    var y = (b + place).lane
    var z = (c + place).lane
    body(&x, (gradient + place).lane, &y, &z)
    (a + place).lane = x
    (b + place).lane = y
    (c + place).lane = z
    place &+= laneWidth
  }
  guard place < count else { return }
  var x = Lane()
  var g = Lane()
  var y = Lane()
  var z = Lane()
  for lane in 0..<(count &- place) {
    x[lane] = a[place &+ lane]
    g[lane] = gradient[place &+ lane]
    y[lane] = b[place &+ lane]
    z[lane] = c[place &+ lane]
  }
  body(&x, g, &y, &z)
  for lane in 0..<(count &- place) {
    a[place &+ lane] = x[lane]
    b[place &+ lane] = y[lane]
    c[place &+ lane] = z[lane]
  }
}

/// One Adam step: `m += (1 − β1)(g − m)`, `v = β2 · v + (1 − β2) · g²`, `p −= stepSize · m / (√v / rootCorrection + ε)`.
public func adamStep(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
  firstMoments: UnsafeMutablePointer<Float>, secondMoments: UnsafeMutablePointer<Float>, count: Int,
  firstWeight: Float, secondDecay: Float, secondWeight: Float, stepSize: Float, rootCorrection: Float, epsilon: Float
) {
  update(parameters, gradients, firstMoments, secondMoments, count: count) { p, g, m, v in
    m = fused(m, g - m, Lane(repeating: firstWeight))
    v = fused(v * secondDecay, g * secondWeight, g)
    let denominator = v.squareRoot() / Lane(repeating: rootCorrection) + Lane(repeating: epsilon)
    p -= (m * stepSize) / denominator
  }
}

/// One step of gradient descent with momentum: `b = momentum · b + g`, `p −= rate · b`.
public func momentumStep(
  parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, velocities: UnsafeMutablePointer<Float>,
  count: Int, rate: Float, momentum: Float
) {
  update(parameters, gradients, velocities, velocities, count: count) { p, g, b, unchanged in
    b = (b * momentum) + g
    unchanged = b
    p = fused(p, b, Lane(repeating: -rate))
  }
}
