/// Looks on while a team of one thread works, and notes how long each task takes, so that it can be told how evenly more
/// threads would share them.
///
/// One thread at a time drives the team and asks.
public final class TaskWatch: @unchecked Sendable {
  /// The seconds of the tasks of each run since the watch was cleared, in their order; a run inside a task belongs to it.
  public private(set) var runs: [[Double]] = []
  private let now: () -> Double
  private var isInside = false

  /// A watch by a clock that counts seconds.
  public init(now: @escaping () -> Double) { self.now = now }

  /// Forgets what was noted.
  public func clear() { runs = [] }

  /// Runs tasks one after the other, each timed.
  func run(_ tasks: Int, _ body: (Int) -> Void) {
    guard !isInside else {
      for task in 0..<tasks { body(task) }
      return
    }
    isInside = true
    defer { isInside = false }
    runs.append(
      (0..<tasks).map { task in
        let start = now()
        body(task)
        return now() - start
      })
  }
}
