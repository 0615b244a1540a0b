/// How long threads would take for the tasks of runs, dealt as a `ThreadTeam` deals them: each begins with a stretch of its
/// own, and then takes others' from the end.
package struct TaskSchedule {
  /// The seconds of the tasks of each run, in their order.
  package let runs: [[Double]]

  /// Runs that were timed.
  package init(runs: [[Double]]) { self.runs = runs }

  /// The seconds of all tasks.
  package var seconds: Double { runs.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The seconds until the last thread is done with the last run; a run begins when the one before has ended.
  package func seconds(threads: Int) -> Double { runs.reduce(0) { $0 + Self.seconds(of: $1, threads: threads) } }

  /// The part of the time for which threads have tasks, on average.
  package func busy(threads: Int) -> Double {
    let whole = Double(threads) * seconds(threads: threads)
    return whole > 0 ? seconds / whole : 1
  }

  private static func seconds(of tasks: [Double], threads: Int) -> Double {
    var stretches = (0..<threads).map { $0 * tasks.count / threads..<($0 + 1) * tasks.count / threads }
    var times = [Double](repeating: 0, count: threads)
    for _ in tasks {
      // The thread that is free first finds a task, its own or another's.
      let worker = times.indices.reduce(0) { times[$1] < times[$0] ? $1 : $0 }
      for distance in 0..<threads {
        let owner = (worker + distance) % threads
        let left = stretches[owner]
        guard !left.isEmpty else { continue }
        let task = distance == 0 ? left.lowerBound : left.upperBound - 1
        stretches[owner] = distance == 0 ? left.dropFirst() : left.dropLast()
        times[worker] += tasks[task]
        break
      }
    }
    return times.max() ?? 0
  }
}
