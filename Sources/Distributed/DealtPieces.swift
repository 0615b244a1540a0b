extension ProcessGroup {
  /// Whether a piece of work is this process's, where they are dealt out one by one.
  public func does(_ piece: Int) -> Bool { piece % count == rank }

  /// What each of so many pieces of work has as its numbers, `width` of each, where this process did those that it
  /// ``does(_:)``.
  public func gather(_ own: [Double], pieces: Int, width: Int) -> [Double] {
    let counts = (0..<count).map { max(0, (pieces - $0 + count - 1) / count * width) }
    let all = gather(own, counts: counts)
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    var rows: [Double] = []
    rows.reserveCapacity(pieces * width)
    for piece in 0..<pieces {
      let first = starts[piece % count] + piece / count * width
      rows += all[first..<first + width]
    }
    return rows
  }
}
