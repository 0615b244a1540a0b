// Sixteen entries of sixteen images, turned so that lanes run over what the entries were: `[channels][16 images]`
// becomes `[16 images][channels]`.

#if AVX512
  private typealias Square = InlineArray<16, Lane>
#else
  private typealias Square = InlineArray<8, Lane>
#endif

/// Lanes by turns from the low halves of two lanes, and from their high halves.
@inline(__always) private func interleaved(_ a: Lane, _ b: Lane) -> (low: Lane, high: Lane) {
  var low = Lane()
  low.evenHalf = a.lowHalf
  low.oddHalf = b.lowHalf
  var high = Lane()
  high.evenHalf = a.highHalf
  high.oddHalf = b.highHalf
  return (low, high)
}

/// Transposes a square of `laneWidth` lanes, both of whose rows are 16 floats apart.
@inline(__always) private func transposeSquare(_ source: Source, into target: Destination) {
  var rows = Square(repeating: Lane())
  for i in 0..<laneWidth { rows[i] = (source + i &* entryWidth).lane }
  // Interleaving row i with row i + width / 2 moves the highest bit of a row's number to the lowest of a lane's.
  var step = 1
  while step < laneWidth {
    let before = rows
    for i in 0..<(laneWidth / 2) {
      let (low, high) = interleaved(before[i], before[i &+ laneWidth / 2])
      rows[2 &* i] = low
      rows[2 &* i &+ 1] = high
    }
    step &*= 2
  }
  for i in 0..<laneWidth { (target + i &* entryWidth).lane = rows[i] }
}

/// Turns sixteen entries `[16][16 images]` into `[16 images][16]`.
@inline(__always) func transposeEntries(_ source: Source, into target: Destination) {
  var row = 0
  while row < entryWidth {
    var column = 0
    while column < entryWidth {
      transposeSquare(source + row &* entryWidth + column, into: target + column &* entryWidth + row)
      column &+= laneWidth
    }
    row &+= laneWidth
  }
}

/// Turns the first `entries` entries, sixteen at the most, into `[16 images][16]`, with zeros for those that lack.
@inline(__always) func transposeEntries(
  _ source: Source, entries: Int, padded: Destination, into target: Destination
) {
  if entries >= entryWidth { return transposeEntries(source, into: target) }
  for place in 0..<(entries &* entryWidth) { padded[place] = source[place] }
  for place in (entries &* entryWidth)..<(entryWidth &* entryWidth) { padded[place] = 0 }
  transposeEntries(Source(padded), into: target)
}
