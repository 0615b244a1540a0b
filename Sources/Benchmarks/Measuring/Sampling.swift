internal import TensorMath

/// How measurements are repeated: by turns, so that whatever else the machine does meets all of them alike.
public struct Sampling {
  /// The seconds that each of the things measured may take in all.
  public var seconds: Double
  /// Repetitions that are made even where the time is used up.
  public var fewest: Int
  private let now: () -> Double

  /// Sampling by a clock that counts seconds.
  public init(seconds: Double, fewest: Int = 3, now: @escaping () -> Double) {
    precondition(fewest >= 1, "A measurement is made once at least.")
    self.seconds = seconds
    self.fewest = fewest
    self.now = now
  }

  /// Times each of `bodies`, one after the other, round after round, after a first round that does not count.
  public func measure(_ bodies: [() -> Void]) -> [Samples] { rounds(of: bodies.count) { time(bodies[$0]) } }

  /// As `measure`, of what tells itself how long it took.
  public func collect(_ bodies: [() throws -> Double]) throws -> [Samples] {
    try rounds(of: bodies.count) { try bodies[$0]() }
  }

  /// The seconds that one call takes.
  public func time(_ body: () throws -> Void) rethrows -> Double {
    let start = now()
    try body()
    return now() - start
  }

  /// A watch by the same clock.
  func makeWatch() -> TaskWatch { TaskWatch(now: now) }

  private func rounds(of count: Int, _ seconds: (_ body: Int) throws -> Double) rethrows -> [Samples] {
    for body in 0..<count { _ = try seconds(body) }
    var times = [[Double]](repeating: [], count: count)
    let end = now() + self.seconds * Double(count)
    var round = 0
    while round < fewest || now() < end {
      for body in 0..<count { times[body].append(try seconds(body)) }
      round += 1
    }
    return times.map(Samples.init)
  }
}

/// The seconds that repetitions of one thing took, in the order in which they were made.
public struct Samples: Hashable, Sendable {
  /// The times, one at least.
  public let seconds: [Double]

  /// Times that were measured.
  public init(_ seconds: [Double]) {
    precondition(!seconds.isEmpty, "There is one time at least.")
    self.seconds = seconds
  }

  /// The shortest time.
  public var best: Double { seconds.min() ?? .nan }

  /// The middle time, or the mean of the two in the middle.
  public var median: Double {
    let sorted = seconds.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
