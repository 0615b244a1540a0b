// From a group's sums, a sample at a time, what its normalisation and its gradient multiply with.

/// Adds up a group's partial sums, `[parts][pieces][2][16]` with `stride` doubles from part to part.
@inline(__always) private func total(
  _ sums: UnsafePointer<Double>, stride: Int, parts: Int, pieces: Int
) -> DoubleLane {
  var total = DoubleLane()
  for part in 0..<parts {
    for piece in 0..<pieces { total += (sums + part &* stride + piece &* 2 &* entryWidth).lane }
  }
  return total
}

/// The means, what they lose as floats, and the inverse deviations of one group of `count` numbers: `[3][16]`, zero in
/// the padding.
public func groupStatistics(
  _ moments: UnsafePointer<Double>, stride: Int, parts: Int, pieces: Int, count: Int, epsilon: Double, samples: Int,
  into statistics: UnsafeMutablePointer<Float>
) {
  let share = 1 / Double(count)
  var part = 0
  while part < entryWidth {
    let mean = total(moments + part, stride: stride, parts: parts, pieces: pieces) * share
    let square = total(moments + entryWidth + part, stride: stride, parts: parts, pieces: pieces) * share
    var variance = square - mean * mean
    variance.replace(with: 0, where: variance .< 0)
    let center = Lane(mean)
    let inverse = 1 / (variance + epsilon).squareRoot()
    let padding = isPadding(part, samples: samples)
    (statistics + part).lane = center.replacing(with: 0, where: padding)
    (statistics + entryWidth + part).lane = Lane(mean - DoubleLane(center)).replacing(with: 0, where: padding)
    (statistics + 2 &* entryWidth + part).lane = Lane(inverse).replacing(with: 0, where: padding)
    part &+= laneWidth
  }
}

/// From the sums of `γ·dy` and of `γ·dy·(x − center)` over one group, what `x − center` is multiplied with in the
/// gradient, and what is added: `[2][16]`.
public func groupGradientTerms(
  _ sums: UnsafePointer<Double>, stride: Int, parts: Int, pieces: Int, count: Int, statistics: UnsafePointer<Float>,
  into terms: UnsafeMutablePointer<Float>
) {
  let share = 1 / Double(count)
  var part = 0
  while part < entryWidth {
    let sum = total(sums + part, stride: stride, parts: parts, pieces: pieces)
    let product = total(sums + entryWidth + part, stride: stride, parts: parts, pieces: pieces)
    let residual = DoubleLane((statistics + entryWidth + part).lane)
    let inverse = DoubleLane((statistics + 2 &* entryWidth + part).lane)
    // dx = s·γ·dy − s·mean(γ·dy) − s³·(x − μ)·mean(γ·dy·(x − μ)), where μ is the center and its residual.
    let slope = -inverse * inverse * inverse * (product - residual * sum) * share
    (terms + part).lane = Lane(slope)
    (terms + entryWidth + part).lane = Lane(-inverse * sum * share - slope * residual)
    part &+= laneWidth
  }
}
