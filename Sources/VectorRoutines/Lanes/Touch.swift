// Kernels walk over images crosswise: a few channels of a few pixels, then the next few. The processor fetches ahead of
// straight walks only, so each kernel first walks straight over what it is about to read or write.

/// Reads one float of every entry of a stretch, in order, and adds them up, so that they are really read.
@inline(never) func touch(_ start: Source, floats: Int) -> Float {
  var (a, b, c, d): (Float, Float, Float, Float) = (0, 0, 0, 0)
  var i = 0
  while i &+ 3 &* entryWidth < floats {
    a += start[i]
    b += start[i &+ entryWidth]
    c += start[i &+ 2 &* entryWidth]
    d += start[i &+ 3 &* entryWidth]
    i &+= 4 &* entryWidth
  }
  return a + b + (c + d)
}

/// Touches a rectangle of an image: rows `firstY..<lastY` and columns `firstX..<lastX`, as far as they lie inside.
@inline(__always) func touch(
  _ image: Source, height: Int, width: Int, channels: Int, firstY: Int, lastY: Int, firstX: Int, lastX: Int
) -> Float {
  let pixel = channels &* entryWidth
  let (left, right) = (max(0, firstX), min(width, lastX))
  guard left < right else { return 0 }
  var sum: Float = 0
  var y = max(0, firstY)
  while y < min(height, lastY) {
    sum += touch(image + (y &* width &+ left) &* pixel, floats: (right &- left) &* pixel)
    y &+= 1
  }
  return sum
}
