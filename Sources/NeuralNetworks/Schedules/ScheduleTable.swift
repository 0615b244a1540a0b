public import Options

/// Every schedule of the learning rate, one row each.
public enum ScheduleTable {
  /// The rows, in the order in which help lists them.
  public static let table = OptionTable<any Schedule>([
    .step, .exponential, .cosine, .oneCycle, .plateau, .warmup,
  ])

  /// The schedule that terms make: one of the table, with a warm-up before it where the first term is one.
  ///
  /// Throws where there is more than one schedule beside the warm-up.
  public static func schedule(_ terms: [Term]) throws(ScheduleError) -> any Schedule {
    let schedules = terms.map(table.make)
    switch schedules.count {
    case 0: return ConstantSchedule()
    case 1: return schedules[0]
    case 2:
      guard let schedule = schedules[0].before(schedules[1]) else { throw .notAWarmup(terms[0].name) }
      guard schedules[1].before(ConstantSchedule()) == nil else { throw .twoWarmups }
      return schedule
    default: throw .tooMany(terms.count)
    }
  }
}

/// Schedules that do not go together.
public enum ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Of two schedules the first is no warm-up.
  case notAWarmup(String)
  /// Both of two are warm-ups.
  case twoWarmups
  /// There are more than two.
  case tooMany(Int)

  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .notAWarmup(let name): "`\(name)` stands before another schedule, which only `warmup` does"
    case .twoWarmups: "these are two warm-ups, and a training has one"
    case .tooMany(let count): "these are \(count) schedules, and a training has one, with `warmup` before it"
    }
  }
}
