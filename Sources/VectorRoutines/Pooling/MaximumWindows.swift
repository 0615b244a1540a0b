// The largest number of each window of an image, and the gradient of it. Which tap of its window won is kept as a byte
// for each number of the result.

/// The places of an image's numbers that meet one number of the other image, and the tap of the window where they meet.
private struct Meetings {
  let places: UnsafeMutablePointer<Int>
  let taps: UnsafeMutablePointer<Int32>
  var count = 0

  @inline(__always) mutating func append(_ place: Int, tap: Int) {
    places[count] = place
    taps[count] = Int32(truncatingIfNeeded: tap)
    count &+= 1
  }

  /// None yet, in memory with room for so many: three floats each.
  @inline(__always) init(room: Int, in scratch: Destination) {
    let memory = UnsafeMutableRawPointer(scratch)
    places = memory.assumingMemoryBound(to: Int.self)
    taps = (memory + room &* MemoryLayout<Int>.stride).assumingMemoryBound(to: Int32.self)
  }
}

#if AVX512
  private typealias LaneBytes = SIMD16<UInt8>
#else
  private typealias LaneBytes = SIMD8<UInt8>
#endif

/// One row of the largest numbers: windows of the rows `firstTap..<lastTap` of the kernel, the first of which is `row`.
///
/// Of equal numbers the first in row order wins; what is not a number wins over all before it. Windows are `stride`
/// columns apart and begin `padding` columns left of the image; what lies outside does not count. Without `winners`
/// nothing is kept. `scratch` has room for three floats a tap.
public func maximumRow(
  _ image: UnsafePointer<Float>, width: Int, channels: Int, row: Int, firstTap: Int, lastTap: Int, kernelWidth: Int,
  stride: Int, padding: Int, outputWidth: Int, winners: UnsafeMutablePointer<UInt8>?,
  scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
  let pixelFloats = channels &* entryWidth
  var window = Meetings(room: (lastTap &- firstTap) &* kernelWidth, in: scratch)
  for column in 0..<outputWidth {
    let left = column &* stride &- padding
    window.count = 0
    for tapY in firstTap..<lastTap {
      for tapX in max(0, 0 &- left)..<min(kernelWidth, width &- left) {
        let pixel = (row &+ tapY &- firstTap) &* width &+ left &+ tapX
        window.append(pixel &* pixelFloats, tap: tapY &* kernelWidth &+ tapX)
      }
    }
    let place = column &* pixelFloats
    let (y, kept) = (result + place, winners.map { $0 + place })
    forEachLane(pixelFloats) { i in
      let x = image + i
      var largest = (x + window.places[0]).lane
      var winner = LaneIntegers(repeating: window.taps[0])
      var k = 1
      while k < window.count {
        let value = (x + window.places[k]).lane
        let wins = (value .> largest) .| (value .!= value)
        largest.replace(with: value, where: wins)
        winner.replace(with: LaneIntegers(repeating: window.taps[k]), where: wins)
        k &+= 1
      }
      (y + i).lane = largest
      if let kept {
        UnsafeMutableRawPointer(kept + i).storeBytes(of: LaneBytes(truncatingIfNeeded: winner), as: LaneBytes.self)
      }
    }
  }
}

/// One row of the image's gradient: each number gets the gradients of the windows that it won. With a mask, zero wherever
/// the mask is not positive.
///
/// `row` is the row's place in the first of the windows' rows `firstWindow..<lastWindow` that reach it, and one window's
/// row further down it is `strideY` less. `scratch` has room for three floats a window that reaches a number.
public func maximumGradientRow(
  _ gradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, width: Int, channels: Int, row: Int,
  firstWindow: Int, lastWindow: Int, kernelWidth: Int, strideY: Int, strideX: Int, padding: Int, outputWidth: Int,
  mask: UnsafePointer<Float>?, scratch: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>
) {
  let pixelFloats = channels &* entryWidth
  let across = (kernelWidth &+ strideX &- 1) / strideX
  var windows = Meetings(room: (lastWindow &- firstWindow) &* across, in: scratch)
  for column in 0..<width {
    let right = column &+ padding
    let first = right < kernelWidth ? 0 : (right &- kernelWidth) / strideX &+ 1
    windows.count = 0
    for windowY in firstWindow..<lastWindow {
      for windowX in first..<max(first, min(outputWidth, right / strideX &+ 1)) {
        windows.append(
          (windowY &* outputWidth &+ windowX) &* pixelFloats,
          tap: (row &- (windowY &- firstWindow) &* strideY) &* kernelWidth &+ right &- windowX &* strideX)
      }
    }
    let place = column &* pixelFloats
    forEachLane(pixelFloats) { i in
      var sum = Lane()
      var k = 0
      while k < windows.count {
        let at = windows.places[k] &+ i
        let winner = LaneIntegers(
          truncatingIfNeeded: UnsafeRawPointer(winners + at).loadUnaligned(as: LaneBytes.self))
        sum += Lane().replacing(
          with: (gradient + at).lane, where: winner .== LaneIntegers(repeating: windows.taps[k]))
        k &+= 1
      }
      if let mask { sum.replace(with: 0, where: (mask + place + i).lane .<= 0) }
      (result + place + i).lane = sum
    }
  }
}
