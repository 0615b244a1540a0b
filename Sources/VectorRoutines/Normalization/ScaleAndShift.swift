package import KernelArguments

// Normalisation of pixels with tables of a number for every lane of every channel: each table is `[channels][16]`.

/// `y = (x − center) · scale + shift`, and zero wherever that is negative if `rectified`; zero in the padding.
package func scaleAndShift(_ stretch: ScaledStretch) {
  let (x, y, tables, rectified) = (stretch.pixels, stretch.result, stretch.tables, stretch.rectified)
  let (scales, shifts) = (tables + stretch.tableStride, tables + 2 &* stretch.tableStride)
  let width = x.channels &* x.groups &* entryWidth
  for pixel in 0..<x.pixels {
    let (source, target) = (x.floats + pixel &* x.stride, y + pixel &* x.stride)
    forEachLane(width) { place in
      var value = fused(
        (shifts + place).lane, (source + place).lane - (tables + place).lane, (scales + place).lane)
      if rectified { value = value.rectified }
      (target + place).lane = value
    }
  }
  clearPadding(y, stride: x.stride, rows: x.pixels, width: width, samples: x.samples)
}

/// `dx = dy · factor + (x − center) · slope + rest`, zero where a mask is not positive and in the padding.
package func normalizationGradient(_ stretch: NormalizationGradient) {
  let (x, dy, dx, mask) = (stretch.pixels.floats, stretch.gradient, stretch.result, stretch.mask)
  let (tables, tableStride) = (stretch.tables, stretch.tableStride)
  let (factors, slopes, rests) = (tables + tableStride, tables + 2 &* tableStride, tables + 3 &* tableStride)
  let (stride, pixels) = (stretch.pixels.stride, stretch.pixels.pixels)
  let width = stretch.pixels.channels &* stretch.pixels.groups &* entryWidth
  for pixel in 0..<pixels {
    let start = pixel &* stride
    forEachLane(width) { place in
      let scaled = fused((rests + place).lane, (dy + start + place).lane, (factors + place).lane)
      var value = fused(scaled, (x + start + place).lane - (tables + place).lane, (slopes + place).lane)
      if let mask { value.replace(with: 0, where: (mask + start + place).lane .<= 0) }
      (dx + start + place).lane = value
    }
  }
  clearPadding(dx, stride: stride, rows: pixels, width: width, samples: stretch.pixels.samples)
}

/// As `scaleAndShift`, for groups of neighbouring channels with statistics of each sample, `[groups][3][16]`.
package func groupScaleAndShift(_ stretch: GroupScaledStretch) {
  let (statistics, weights, biases, room) = (stretch.statistics, stretch.weights, stretch.biases, stretch.room)
  let channels = stretch.pixels.channels
  let all = channels &* stretch.pixels.groups
  let width = all &* entryWidth
  for channel in 0..<all {
    let own = statistics + channel / channels &* 3 &* entryWidth
    let (weight, bias) = (weights?[channel] ?? 1, biases?[channel] ?? 0)
    forEachLane(entryWidth) { part in
      let place = room + channel &* entryWidth + part
      let scale = (own + 2 &* entryWidth + part).lane * weight
      place.lane = (own + part).lane
      (place + width).lane = scale
      (place + 2 &* width).lane = fused(Lane(repeating: bias), -(own + entryWidth + part).lane, scale)
    }
  }
  scaleAndShift(
    ScaledStretch(
      pixels: stretch.pixels, tables: room, tableStride: width, rectified: stretch.rectified, result: stretch.result))
}

/// As `normalizationGradient`, for groups of neighbouring channels with statistics of each sample, `[groups][3][16]`.
package func groupNormalizationGradient(_ stretch: GroupNormalizationGradient) {
  let (statistics, terms, weights, room) = (stretch.statistics, stretch.terms, stretch.weights, stretch.room)
  let channels = stretch.pixels.channels
  let all = channels &* stretch.pixels.groups
  let width = all &* entryWidth
  for channel in 0..<all {
    let own = statistics + channel / channels &* 3 &* entryWidth
    let ownTerms = terms + channel / channels &* 2 &* entryWidth
    let weight = weights?[channel] ?? 1
    forEachLane(entryWidth) { part in
      let place = room + channel &* entryWidth + part
      place.lane = (own + part).lane
      (place + width).lane = (own + 2 &* entryWidth + part).lane * weight
      (place + 2 &* width).lane = (ownTerms + part).lane
      (place + 3 &* width).lane = (ownTerms + entryWidth + part).lane
    }
  }
  normalizationGradient(
    NormalizationGradient(
      pixels: stretch.pixels, gradient: stretch.gradient, mask: stretch.mask, tables: room, tableStride: width,
      result: stretch.result))
}
