// Whole entries between the channels of a pixel and the pixels of a square.

/// Calls `body` with the places, in entries, of each channel of a row of the large image and of a row of the small one.
///
/// `factor` pixels of the large row come from one of the small; `line` is the row's place among the `factor` rows that
/// come from the small one.
@inline(__always) private func forEachShuffledEntry(
  width: Int, channels: Int, factor: Int, line: Int, _ body: (_ large: Int, _ small: Int) -> Void
) {
  let square = factor &* factor
  for column in 0..<width {
    for part in 0..<factor {
      let large = (column &* factor &+ part) &* channels
      let small = column &* channels &* square &+ line &* factor &+ part
      for channel in 0..<channels { body(large &+ channel, small &+ channel &* square) }
    }
  }
}

/// One row of the large image, of `channels` channels and `factor` times as wide as the small one, from a row of the
/// small image, which has `factor²` times the channels.
public func shuffleRow(
  _ small: UnsafePointer<Float>, width: Int, channels: Int, factor: Int, line: Int,
  into large: UnsafeMutablePointer<Float>
) {
  forEachShuffledEntry(width: width, channels: channels, factor: factor, line: line) { to, from in
    forEachLane(entryWidth) { part in
      (large + to &* entryWidth + part).lane = (small + from &* entryWidth + part).lane
    }
  }
}

/// The inverse: what one row of the large image gives to a row of the small one. With a mask, zero wherever the mask is
/// not positive.
public func unshuffleRow(
  _ large: UnsafePointer<Float>, width: Int, channels: Int, factor: Int, line: Int, mask: UnsafePointer<Float>?,
  into small: UnsafeMutablePointer<Float>
) {
  forEachShuffledEntry(width: width, channels: channels, factor: factor, line: line) { from, to in
    forEachLane(entryWidth) { part in
      var value = (large + from &* entryWidth + part).lane
      if let mask { value.replace(with: 0, where: (mask + to &* entryWidth + part).lane .<= 0) }
      (small + to &* entryWidth + part).lane = value
    }
  }
}
