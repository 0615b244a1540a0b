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

/// One row of the result: the sum of `rowCount` rows of the image with a weight each, and of that, for each of `columns`
/// columns, the sum of the columns from `columnStarts[x]` up to `columnStarts[x + 1]` in the list.
///
/// A row of the image is `rowFloats` long, and a pixel `pixelFloats`. `scratch` has room for a row of the image.
public func resampleRow(
  _ image: UnsafePointer<Float>, rowFloats: Int, pixelFloats: Int, rowIndices: UnsafePointer<Int32>,
  rowWeights: UnsafePointer<Float>, rowCount: Int, columnStarts: UnsafePointer<Int32>,
  columnIndices: UnsafePointer<Int32>, columnWeights: UnsafePointer<Float>, columns: Int,
  scratch: UnsafeMutablePointer<Float>, mask: UnsafePointer<Float>?, into result: UnsafeMutablePointer<Float>
) {
  var row = UnsafePointer(scratch)
  if rowCount == 1 && rowWeights[0] == 1 {
    row = image + Int(rowIndices[0]) &* rowFloats
  } else {
    combine(
      image, stride: rowFloats, rowIndices, rowWeights, count: rowCount, mask: nil, into: scratch, floats: rowFloats)
  }
  for column in 0..<columns {
    let first = Int(columnStarts[column])
    let place = column &* pixelFloats
    combine(
      row, stride: pixelFloats, columnIndices + first, columnWeights + first,
      count: Int(columnStarts[column &+ 1]) &- first, mask: mask.map { $0 + place }, into: result + place,
      floats: pixelFloats)
  }
}
