package import KernelArguments

// Whole entries between the channels of a pixel and the pixels of a square.

/// Calls `body` with the places, in entries, of each channel of a row of the large image and of a row of the small one.
///
/// `factor` pixels of the large row come from one of the small.
@inline(__always) private func forEachShuffledEntry(
  _ row: ShuffleRow, _ body: (_ large: Int, _ small: Int) -> Void
) {
  let (channels, factor) = (row.channels, row.factor)
  let square = factor &* factor
  for column in 0..<row.width {
    for part in 0..<factor {
      let large = (column &* factor &+ part) &* channels
      let small = column &* channels &* square &+ row.line &* factor &+ part
      for channel in 0..<channels { body(large &+ channel, small &+ channel &* square) }
    }
  }
}

/// A row of the large image from a row of the small one.
package func shuffleRow(_ all: ShuffledRow) {
  forEachShuffledEntry(all.row) { to, from in
    forEachLane(entryWidth) { part in
      (all.large + to &* entryWidth + part).lane = (all.small + from &* entryWidth + part).lane
    }
  }
}

/// The inverse: what a row of the large image gives to a row of the small one.
package func unshuffleRow(_ all: UnshuffledRow) {
  forEachShuffledEntry(all.row) { from, to in
    forEachLane(entryWidth) { part in
      var value = (all.large + from &* entryWidth + part).lane
      if let mask = all.mask { value.replace(with: 0, where: (mask + to &* entryWidth + part).lane .<= 0) }
      (all.small + to &* entryWidth + part).lane = value
    }
  }
}
