package import KernelArguments

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

/// One row of the largest numbers.
///
/// Of equal numbers the first in row order wins; what is not a number wins over all before it.
package func maximumRow(_ all: WindowRow) {
  let pixelFloats = all.channels &* entryWidth
  var window = Meetings(room: (all.lastTap &- all.firstTap) &* all.kernelWidth, in: all.scratch)
  for column in 0..<all.outputWidth {
    let left = column &* all.stride &- all.padding
    window.count = 0
    for tapY in all.firstTap..<all.lastTap {
      for tapX in max(0, 0 &- left)..<min(all.kernelWidth, all.width &- left) {
        let pixel = (all.row &+ tapY &- all.firstTap) &* all.width &+ left &+ tapX
        window.append(pixel &* pixelFloats, tap: tapY &* all.kernelWidth &+ tapX)
      }
    }
    let place = column &* pixelFloats
    let (y, kept) = (all.result + place, all.winners.map { $0 + place })
    forEachLane(pixelFloats) { i in
      let x = all.image + i
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

/// One row of the image's gradient: each number gets the gradients of the windows that it won.
package func maximumGradientRow(_ all: WindowGradientRow) {
  let pixelFloats = all.channels &* entryWidth
  let across = (all.kernelWidth &+ all.strideX &- 1) / all.strideX
  var windows = Meetings(room: (all.lastWindow &- all.firstWindow) &* across, in: all.scratch)
  for column in 0..<all.width {
    let right = column &+ all.padding
    let first = right < all.kernelWidth ? 0 : (right &- all.kernelWidth) / all.strideX &+ 1
    windows.count = 0
    for windowY in all.firstWindow..<all.lastWindow {
      for windowX in first..<max(first, min(all.outputWidth, right / all.strideX &+ 1)) {
        windows.append(
          (windowY &* all.outputWidth &+ windowX) &* pixelFloats,
          tap: (all.row &- (windowY &- all.firstWindow) &* all.strideY) &* all.kernelWidth &+ right &- windowX
            &* all.strideX)
      }
    }
    let place = column &* pixelFloats
    forEachLane(pixelFloats) { i in
      var sum = Lane()
      var k = 0
      while k < windows.count {
        let at = windows.places[k] &+ i
        let winner = LaneIntegers(
          truncatingIfNeeded: UnsafeRawPointer(all.winners + at).loadUnaligned(as: LaneBytes.self))
        sum += Lane().replacing(
          with: (all.gradient + at).lane, where: winner .== LaneIntegers(repeating: windows.taps[k]))
        k &+= 1
      }
      if let mask = all.mask { sum.replace(with: 0, where: (mask + place + i).lane .<= 0) }
      (all.result + place + i).lane = sum
    }
  }
}
