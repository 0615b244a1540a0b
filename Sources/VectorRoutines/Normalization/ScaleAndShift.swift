// Normalisation of pixels with tables of a number for every lane of every channel: each table is `[channels][16]`.

/// `y = (x − center) · scale + shift`, and zero wherever that is negative if `rectified`; zero in the padding.
///
/// Pixels are `stride` floats apart, the three tables, in this order, `tableStride`.
public func scaleAndShift(
  _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, stride: Int, pixels: Int, channels: Int, samples: Int,
  tables: UnsafePointer<Float>, tableStride: Int, rectified: Bool
) {
  let (scales, shifts) = (tables + tableStride, tables + 2 &* tableStride)
  let width = channels &* entryWidth
  for pixel in 0..<pixels {
    let (source, target) = (x + pixel &* stride, y + pixel &* stride)
    forEachLane(width) { place in
      var value = fused(
        (shifts + place).lane, (source + place).lane - (tables + place).lane, (scales + place).lane)
      if rectified { value = value.rectified }
      (target + place).lane = value
    }
  }
  clearPadding(y, stride: stride, rows: pixels, width: width, samples: samples)
}

/// `dx = dy · factor + (x − center) · slope + rest`, zero where a mask is not positive and in the padding.
///
/// Pixels are `stride` floats apart, the four tables, of centers, factors, slopes and rests, `tableStride`.
public func normalizationGradient(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, mask: UnsafePointer<Float>?,
  into dx: UnsafeMutablePointer<Float>, stride: Int, pixels: Int, channels: Int, samples: Int,
  tables: UnsafePointer<Float>, tableStride: Int
) {
  let (factors, slopes, rests) = (tables + tableStride, tables + 2 &* tableStride, tables + 3 &* tableStride)
  let width = channels &* entryWidth
  for pixel in 0..<pixels {
    let start = pixel &* stride
    forEachLane(width) { place in
      let scaled = fused((rests + place).lane, (dy + start + place).lane, (factors + place).lane)
      var value = fused(scaled, (x + start + place).lane - (tables + place).lane, (slopes + place).lane)
      if let mask { value.replace(with: 0, where: (mask + start + place).lane .<= 0) }
      (dx + start + place).lane = value
    }
  }
  clearPadding(dx, stride: stride, rows: pixels, width: width, samples: samples)
}

/// As `scaleAndShift`, for groups of so many neighbouring channels with statistics of each sample, `[groups][3][16]`.
///
/// `room` holds 48 floats a channel of all groups.
public func groupScaleAndShift(
  _ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, stride: Int, pixels: Int, channels: Int, groups: Int,
  samples: Int, statistics: UnsafePointer<Float>, weights: UnsafePointer<Float>?, biases: UnsafePointer<Float>?,
  rectified: Bool, room: UnsafeMutablePointer<Float>
) {
  let all = channels &* groups
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
    x, into: y, stride: stride, pixels: pixels, channels: all, samples: samples, tables: room, tableStride: width,
    rectified: rectified)
}

/// As `normalizationGradient`, for groups of so many neighbouring channels with statistics of each sample,
/// `[groups][3][16]`, and terms of their gradient, `[groups][2][16]`.
///
/// `room` holds 64 floats a channel of all groups.
public func groupNormalizationGradient(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, mask: UnsafePointer<Float>?,
  into dx: UnsafeMutablePointer<Float>, stride: Int, pixels: Int, channels: Int, groups: Int, samples: Int,
  statistics: UnsafePointer<Float>, terms: UnsafePointer<Float>, weights: UnsafePointer<Float>?,
  room: UnsafeMutablePointer<Float>
) {
  let all = channels &* groups
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
    x, dy, mask: mask, into: dx, stride: stride, pixels: pixels, channels: all, samples: samples, tables: room,
    tableStride: width)
}
