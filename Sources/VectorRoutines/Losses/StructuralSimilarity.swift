package import KernelArguments

// Structural similarity of one channel of one block: Z. Wang, A. C. Bovik, H. R. Sheikh and E. P. Simoncelli, "Image
// quality assessment: from error visibility to structural similarity", IEEE TIP 13 (2004).
//
// With a = x + y and b = x − y, and means and variances of both under a window, the index is a product of two quotients:
//
//     S = (mean(a)² − mean(b)² + 2 c1) / (mean(a)² + mean(b)² + 2 c1)
//       · (var(a) − var(b) + 2 c2) / (var(a) + var(b) + 2 c2)
//
// which needs four filtered images instead of five, and loses nothing where the two images are nearly equal.

/// The width of the window.
private let window = 11

/// The weights of the window from its middle: a Gaussian of standard deviation 1.5, which sums to one.
@inline(__always) private func windowWeight(_ place: Int) -> Float {
  switch place < 5 ? 5 &- place : place &- 5 {
  case 0: 0.266011725
  case 1: 0.213005538
  case 2: 0.10936069
  case 3: 0.0360007721
  case 4: 0.00759875814
  default: 0.00102838008
  }
}

/// Lanes in memory, one behind the other.
private struct Lanes {
  let start: Destination

  @inline(__always) subscript(place: Int) -> Lane {
    get { (start + place &* laneWidth).lane }
    nonmutating set { (start + place &* laneWidth).lane = newValue }
  }

  /// The sum of eleven lanes, `stride` apart from the lane at `place` on, under the window.
  @inline(__always) func windowed(_ place: Int, stride: Int) -> Lane {
    var sum = self[place] * windowWeight(0)
    for k in 1..<window { sum = fused(sum, self[place &+ k &* stride], Lane(repeating: windowWeight(k))) }
    return sum
  }
}

/// Adds up the similarity over all windows that lie inside the image, for each of sixteen images by itself; the gradient
/// is zero but for the first `images` images.
package func structuralSimilarity(_ channel: SimilarityChannel) {
  let (height, width) = (channel.height, channel.width)
  let across = width &- window &+ 1
  let down = height &- window &+ 1
  let map = height &* across
  let rows = Lanes(start: channel.scratch)
  let slopes = Lanes(start: channel.scratch + 4 &* map &* laneWidth)
  let line = Lanes(start: channel.scratch + (4 &* map &+ 3 &* down &* across) &* laneWidth)
  let (c1, c2) = (2 * channel.firstConstant, 2 * channel.secondConstant)
  var part = 0
  while part < entryWidth {
    filterRows(channel, part: part, line: line, into: rows)
    var totals = DoubleLane()
    for row in 0..<down {
      var partial = Lane()
      for column in 0..<across {
        let place = row &* across &+ column
        let a = rows.windowed(place, stride: across)
        let b = rows.windowed(map &+ place, stride: across)
        let varianceOfA = fused(rows.windowed(2 &* map &+ place, stride: across), -a, a).atLeast(0)
        let varianceOfB = fused(rows.windowed(3 &* map &+ place, stride: across), -b, b).atLeast(0)
        let (squareOfA, squareOfB) = (a * a, b * b)
        let meanDivisor = 1 / (squareOfA + squareOfB + c1)
        let varianceDivisor = 1 / (varianceOfA + varianceOfB + c2)
        let luminance = (squareOfA - squareOfB + c1) * meanDivisor
        let structure = (varianceOfA - varianceOfB + c2) * varianceDivisor
        partial += luminance * structure
        guard channel.gradient != nil else { continue }
        // Derivatives by the variances of a and b, then by their squared means; a and b both move as x does.
        let byVariance = 2 * luminance * varianceDivisor * varianceDivisor
        let byVarianceOfA = byVariance * varianceOfB
        let byVarianceOfB = -byVariance * (varianceOfA + c2)
        let bySquare = 2 * structure * meanDivisor * meanDivisor
        let bySquareOfA = bySquare * squareOfB
        let bySquareOfB = -bySquare * (squareOfA + c1)
        slopes[3 &* place] = 2 * (a * (bySquareOfA - byVarianceOfA) + b * (bySquareOfB - byVarianceOfB))
        slopes[3 &* place &+ 1] = 2 * byVarianceOfA
        slopes[3 &* place &+ 2] = 2 * byVarianceOfB
      }
      totals += DoubleLane(partial)
    }
    for lane in 0..<laneWidth { channel.sums[part &+ lane] = totals[lane] }
    if let gradient = channel.gradient {
      spreadSlopes(slopes, channel, part: part, line: line, into: gradient + part)
    }
    part &+= laneWidth
  }
}

/// Filters a, b and their squares along the rows: four images, one behind the other.
@inline(__always)
private func filterRows(_ channel: SimilarityChannel, part: Int, line: Lanes, into rows: Lanes) {
  let (x, y) = (channel.prediction + part, channel.target + part)
  let (height, width, pixel) = (channel.height, channel.width, channel.pixel)
  let across = width &- window &+ 1
  let map = height &* across
  for row in 0..<height {
    for column in 0..<width {
      let place = (row &* width &+ column) &* pixel
      let (first, second) = ((x + place).lane, (y + place).lane)
      let (a, b) = (first + second, first - second)
      line[column] = a
      line[width &+ column] = b
      line[2 &* width &+ column] = a * a
      line[3 &* width &+ column] = b * b
    }
    for column in 0..<across {
      for number in 0..<4 {
        rows[number &* map &+ row &* across &+ column] = line.windowed(number &* width &+ column, stride: 1)
      }
    }
  }
}

/// Takes the windows' derivatives back to the pixels: each is spread under the window, down and across.
@inline(__always)
private func spreadSlopes(
  _ slopes: Lanes, _ channel: SimilarityChannel, part: Int, line: Lanes, into gradient: Destination
) {
  let (x, y) = (channel.prediction + part, channel.target + part)
  let (height, width, pixel) = (channel.height, channel.width, channel.pixel)
  let scale = realLanes(channel.images &- part) * channel.scale
  let across = width &- window &+ 1
  let down = height &- window &+ 1
  // A row of three numbers for each window, between zeros for the windows that would begin outside.
  let margin = window &- 1
  for column in 0..<margin {
    for number in 0..<3 {
      line[3 &* column &+ number] = Lane()
      line[3 &* (margin &+ across &+ column) &+ number] = Lane()
    }
  }
  for row in 0..<height {
    let (first, last) = (max(0, row &- margin), min(down &- 1, row))
    for place in 0..<(3 &* across) {
      var sum = Lane()
      var source = first
      while source <= last {
        let weight = Lane(repeating: windowWeight(row &- source))
        sum = fused(sum, slopes[source &* 3 &* across &+ place], weight)
        source &+= 1
      }
      line[3 &* margin &+ place] = sum
    }
    for column in 0..<width {
      let place = (row &* width &+ column) &* pixel
      let (first, second) = ((x + place).lane, (y + place).lane)
      let constant = line.windowed(3 &* column, stride: 3)
      let sumFactor = line.windowed(3 &* column &+ 1, stride: 3)
      let differenceFactor = line.windowed(3 &* column &+ 2, stride: 3)
      let slope = fused(fused(constant, first + second, sumFactor), first - second, differenceFactor)
      leave(slope * scale, at: gradient + place, adding: channel.adding)
    }
  }
}
