package import KernelArguments

// From a group's sums, a sample at a time, what its normalisation and its gradient multiply with.

/// Adds up a group's partial sums that lie `place` doubles behind the first.
@inline(__always) private func total(_ sums: PartialSums, at place: Int) -> DoubleLane {
  var total = DoubleLane()
  for part in 0..<sums.parts {
    for piece in 0..<sums.pieces {
      total += (sums.sums + place + part &* sums.stride + piece &* 2 &* entryWidth).lane
    }
  }
  return total
}

/// The means, what they lose as floats, and the inverse deviations of one group: `[3][16]`, zero in the padding.
package func groupStatistics(_ group: GroupStatistics) {
  let (epsilon, samples, statistics) = (group.epsilon, group.samples, group.statistics)
  let share = 1 / Double(group.sums.count)
  var part = 0
  while part < entryWidth {
    let mean = total(group.sums, at: part) * share
    let square = total(group.sums, at: entryWidth + part) * share
    var variance = square - mean * mean
    variance.replace(with: 0, where: variance .< 0)
    let center = narrowed(mean)
    let inverse = 1 / (variance + epsilon).squareRoot()
    let padding = isPadding(part, samples: samples)
    (statistics + part).lane = center.replacing(with: 0, where: padding)
    (statistics + entryWidth + part).lane = narrowed(mean - widened(center)).replacing(with: 0, where: padding)
    (statistics + 2 &* entryWidth + part).lane = narrowed(inverse).replacing(with: 0, where: padding)
    part &+= laneWidth
  }
}

/// From the sums of `γ·dy` and of `γ·dy·(x − center)` over one group, what `x − center` is multiplied with in the
/// gradient, and what is added: `[2][16]`.
package func groupGradientTerms(_ group: GroupGradientTerms) {
  let (statistics, terms) = (group.statistics, group.terms)
  let share = 1 / Double(group.sums.count)
  var part = 0
  while part < entryWidth {
    let sum = total(group.sums, at: part)
    let product = total(group.sums, at: entryWidth + part)
    let residual = widened((statistics + entryWidth + part).lane)
    let inverse = widened((statistics + 2 &* entryWidth + part).lane)
    // dx = s·γ·dy − s·mean(γ·dy) − s³·(x − μ)·mean(γ·dy·(x − μ)), where μ is the center and its residual.
    let slope = -inverse * inverse * inverse * (product - residual * sum) * share
    (terms + part).lane = narrowed(slope)
    (terms + entryWidth + part).lane = narrowed(-inverse * sum * share - slope * residual)
    part &+= laneWidth
  }
}
