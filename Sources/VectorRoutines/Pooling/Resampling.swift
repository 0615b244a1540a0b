package import KernelArguments

// Weighted sums of an image's rows, and then of its columns: pooling by averages, resizing, padding, blurring, and the
// gradients of them all.

/// The sum of `count` arrays with a weight each; of no arrays, zero. With a mask, zero wherever the mask is not positive.
///
/// The arrays are `floats` long, a multiple of 16, and begin at `base + indices[k] · stride`.
@inline(never) private func combine(
  _ base: Source, stride: Int, _ indices: UnsafePointer<Int32>, _ weights: Source, count: Int, mask: Source?,
  into y: Destination, floats: Int
) {
  if count == 0 { return forEachLane(floats) { (y + $0).lane = Lane() } }
  var first = 0
  while first < count {
    let isLast = first &+ 4 >= count
    add(
      base, stride: stride, indices + first, weights + first, count: isLast ? count &- first : 4, begins: first == 0,
      mask: isLast ? mask : nil, into: y, floats: floats)
    first &+= 4
  }
}

/// One to four arrays of `combine`: put where the result `begins`, or added to what stands there.
@inline(__always) private func add(
  _ base: Source, stride: Int, _ indices: UnsafePointer<Int32>, _ weights: Source, count: Int, begins: Bool,
  mask: Source?, into y: Destination, floats: Int
) {
  @inline(__always) func array(_ k: Int) -> (values: Source, weight: Lane) {
    let place = k < count ? k : 0
    return (base + Int(indices[place]) &* stride, Lane(repeating: weights[place]))
  }
  let (a, b, c, d) = (array(0), array(1), array(2), array(3))
  /// The lengths of the sum are written out, so that no loop stands within the loop.
  @inline(__always) func sum(of terms: Int) {
    forEachLane(floats) { i in
      var sum = begins ? (a.values + i).lane * a.weight : fused((y + i).lane, (a.values + i).lane, a.weight)
      if terms > 1 { sum = fused(sum, (b.values + i).lane, b.weight) }
      if terms > 2 { sum = fused(sum, (c.values + i).lane, c.weight) }
      if terms > 3 { sum = fused(sum, (d.values + i).lane, d.weight) }
      if let mask { sum.replace(with: 0, where: (mask + i).lane .<= 0) }
      (y + i).lane = sum
    }
  }
  switch count {
  case 1: sum(of: 1)
  case 2: sum(of: 2)
  case 3: sum(of: 3)
  default: sum(of: 4)
  }
}

/// One row of the result.
package func resampleRow(_ all: ResampledRow) {
  var row = UnsafePointer(all.scratch)
  if all.rowCount == 1 && all.rowWeights[0] == 1 {
    row = all.image + Int(all.rowIndices[0]) &* all.rowFloats
  } else {
    combine(
      all.image, stride: all.rowFloats, all.rowIndices, all.rowWeights, count: all.rowCount, mask: nil,
      into: all.scratch, floats: all.rowFloats)
  }
  for column in 0..<all.columns {
    let first = Int(all.columnStarts[column])
    let place = column &* all.pixelFloats
    combine(
      row, stride: all.pixelFloats, all.columnIndices + first, all.columnWeights + first,
      count: Int(all.columnStarts[column &+ 1]) &- first, mask: all.mask.map { $0 + place }, into: all.result + place,
      floats: all.pixelFloats)
  }
}
