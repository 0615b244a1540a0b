package import KernelArguments

// Normalisation of a whole sample, with a weight and a bias for every one of its numbers. The statistics of a block are
// `[3][16]`: center, residual and inverse deviation of each sample.

/// `y = (x − μ) · s · weight + bias` for so many entries, and zero wherever that is negative if `rectified`; zero in
/// the padding.
package func normalizeEntries(_ stretch: NormalizedEntries) {
  let (x, y, statistics, rectified) = (stretch.values, stretch.result, stretch.statistics, stretch.rectified)
  let (entries, weights, biases) = (stretch.entries, stretch.weights, stretch.biases)
  var part = 0
  while part < entryWidth {
    let center = (statistics + part).lane
    let inverse = (statistics + 2 &* entryWidth + part).lane
    let shift = -(statistics + entryWidth + part).lane * inverse
    for entry in 0..<entries {
      let place = entry &* entryWidth &+ part
      let normal = fused(shift, (x + place).lane - center, inverse)
      var value = fused(
        Lane(repeating: biases?[entry] ?? 0), normal, Lane(repeating: weights?[entry] ?? 1))
      if rectified { value = value.rectified }
      (y + place).lane = value
    }
    part &+= laneWidth
  }
  clearPadding(y, stride: entryWidth, rows: entries, width: entryWidth, samples: stretch.samples)
}

/// For so many entries of all blocks, the gradients of weights and biases, summed over the samples, and of each block the
/// sums of `weight · dy` and of `weight · dy · (x − center)`, a sample at a time: `[blocks][2][16]`.
package func entryGradientMoments(_ moments: EntryGradientSums) {
  let (x, dy, stride, sums) = (moments.values, moments.gradient, moments.stride, moments.sums)
  let (blocks, entries, samples) = (moments.blocks, moments.entries, moments.samples)
  let (statistics, weights, room) = (moments.statistics, moments.weights, moments.room)
  let (weightGradient, biasGradient) = (moments.weightGradient, moments.biasGradient)
  sums.update(repeating: 0, count: blocks &* 2 &* entryWidth)
  let run = 16
  let products = room + run &* entryWidth
  var first = 0
  while first < entries {
    let length = min(run, entries &- first)
    room.update(repeating: 0, count: 2 &* run &* entryWidth)
    if let running = moments.running {
      for entry in 0..<length {
        let place = running + (first &+ entry) &* 2 &* entryWidth
        (room + entry &* entryWidth).update(from: place, count: entryWidth)
        (products + entry &* entryWidth).update(from: place + entryWidth, count: entryWidth)
      }
    }
    for block in 0..<blocks {
      let own = statistics + block &* 3 &* entryWidth
      let target = sums + block &* 2 &* entryWidth
      let start = block &* stride &+ first &* entryWidth
      var part = 0
      while part < entryWidth {
        let center = (own + part).lane
        let (residual, inverse) = ((own + entryWidth + part).lane, (own + 2 &* entryWidth + part).lane)
        let padding = isPadding(part, samples: block == blocks &- 1 ? samples : entryWidth)
        var (sum, product) = (Lane(), Lane())
        for entry in 0..<length {
          let place = entry &* entryWidth &+ part
          let gradient = (dy + start + place).lane.replacing(with: 0, where: padding)
          let distance = (x + start + place).lane.replacing(with: 0, where: padding) - center
          let weighted = weights.map { gradient * $0[first &+ entry] } ?? gradient
          sum += weighted
          product = fused(product, weighted, distance)
          (room + place).lane += gradient
          (products + place).lane = fused((products + place).lane, gradient, (distance - residual) * inverse)
        }
        (target + part).lane += widened(sum)
        (target + entryWidth + part).lane += widened(product)
        part &+= laneWidth
      }
    }
    if let running = moments.running {
      for entry in 0..<length {
        let place = running + (first &+ entry) &* 2 &* entryWidth
        place.update(from: room + entry &* entryWidth, count: entryWidth)
        (place + entryWidth).update(from: products + entry &* entryWidth, count: entryWidth)
      }
    }
    for entry in 0..<length {
      biasGradient?[first &+ entry] = sumAcross(room + entry &* entryWidth)
      weightGradient?[first &+ entry] = sumAcross(products + entry &* entryWidth)
    }
    first &+= length
  }
}

/// `dx = dy · weight · s + (x − center) · slope + rest` for so many entries, zero where a mask is not positive and in the
/// padding; slopes and rests are the block's terms, `[2][16]`.
package func entryGradient(_ stretch: EntryGradient) {
  let (x, dy, dx, mask) = (stretch.values, stretch.gradient, stretch.result, stretch.mask)
  let (entries, weights) = (stretch.entries, stretch.weights)
  let (statistics, terms) = (stretch.statistics, stretch.terms)
  var part = 0
  while part < entryWidth {
    let center = (statistics + part).lane
    let inverse = (statistics + 2 &* entryWidth + part).lane
    let (slope, rest) = ((terms + part).lane, (terms + entryWidth + part).lane)
    for entry in 0..<entries {
      let place = entry &* entryWidth &+ part
      let factor = weights.map { inverse * $0[entry] } ?? inverse
      var value = fused(fused(rest, (dy + place).lane, factor), (x + place).lane - center, slope)
      if let mask { value.replace(with: 0, where: (mask + place).lane .<= 0) }
      (dx + place).lane = value
    }
    part &+= laneWidth
  }
  clearPadding(dx, stride: entryWidth, rows: entries, width: entryWidth, samples: stretch.samples)
}
