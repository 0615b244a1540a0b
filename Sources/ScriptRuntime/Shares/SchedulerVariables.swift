import Basics

/// What schedulers tell a process in its environment: which of how many it is.
public struct SchedulerVariables: Sendable {
  /// The scheduler, as people call it.
  public let name: String
  /// The variable that counts processes.
  let number: String
  /// What is the first process's number, or the variable that holds it.
  let first: Origin
  /// The variable that tells how many there are, or the last one's number; nil where the scheduler tells neither.
  let extent: Extent?
  /// The variable that tells how far apart numbers are; nil where they follow on each other.
  var step: String?
  /// The variable that tells how many processes there really are; nil where none does.
  var members: String?

  enum Origin: Sendable {
    case number(Int)
    case variable(String)
  }

  enum Extent: Sendable {
    case count(String)
    case last(String)
  }

  /// The variable that tells how many shares there are where the scheduler does not.
  public static let countVariable = "DARKROOM_SHARES"

  /// Those known, in the order in which they are looked for: what starts processes of one task before what starts tasks.
  public static let known = [
    SchedulerVariables(
      name: "Open MPI's mpirun", number: "OMPI_COMM_WORLD_RANK", first: .number(0),
      extent: .count("OMPI_COMM_WORLD_SIZE")),
    SchedulerVariables(name: "mpiexec", number: "PMI_RANK", first: .number(0), extent: .count("PMI_SIZE")),
    SchedulerVariables(
      name: "srun", number: "SLURM_PROCID", first: .number(0), extent: .count("SLURM_STEP_NUM_TASKS")),
    SchedulerVariables(
      name: "a Slurm array", number: "SLURM_ARRAY_TASK_ID", first: .variable("SLURM_ARRAY_TASK_MIN"),
      extent: .last("SLURM_ARRAY_TASK_MAX"), step: "SLURM_ARRAY_TASK_STEP",
      members: "SLURM_ARRAY_TASK_COUNT"),
    SchedulerVariables(
      name: "a Grid Engine array", number: "SGE_TASK_ID", first: .variable("SGE_TASK_FIRST"),
      extent: .last("SGE_TASK_LAST"),
      step: "SGE_TASK_STEPSIZE"),
    SchedulerVariables(
      name: "an LSF array", number: "LSB_JOBINDEX", first: .number(1), extent: .last("LSB_JOBINDEX_END")),
    SchedulerVariables(
      name: "a Kubernetes indexed job", number: "JOB_COMPLETION_INDEX", first: .number(0), extent: nil),
    SchedulerVariables(name: "a PBS array", number: "PBS_ARRAY_INDEX", first: .number(1), extent: nil),
    SchedulerVariables(name: "GNU parallel", number: "PARALLEL_SEQ", first: .number(1), extent: nil),
  ]

  /// The share that an environment tells of, among `count` where that is given.
  ///
  /// Where several processes are started in each task of an array, each of them has a share of its own. Throws where no
  /// scheduler is known by its variables, one of them is no number, or nothing tells how many shares there are.
  public static func share(in environment: [String: String], count: Int? = nil) throws(ShareError) -> Share {
    func number(_ variable: String) throws(ShareError) -> Int? {
      guard let text = environment[variable], !text.isEmpty else { return nil }
      guard let number = Int(text) else { throw .notANumber(variable, text) }
      return number
    }
    var places: [(place: Int, count: Int?)] = []
    var names: [String] = []
    for scheduler in known {
      // Slurm says which process of a step it is outside of steps too; only in one does it say of how many.
      if case .count(let variable)? = scheduler.extent, environment[variable] == nil { continue }
      guard let found = try number(scheduler.number) else { continue }
      let (place, own) = try scheduler.place(found, number)
      // What started the process last is looked for first; MPI within a step of Slurm is the same processes.
      if scheduler.startsProcesses, !places.isEmpty { continue }
      places.append((place, own))
      names.append(scheduler.name)
      if !scheduler.startsProcesses { break }
    }
    guard let first = places.first else { throw .noScheduler }
    let told: Int? = if let count { count } else { try number(countVariable) }
    var (place, size) = (first.place, first.count)
    if let outer = places.dropFirst().first, let inner = size {
      place = place.plusSaturating(outer.place.timesSaturating(inner))
      size = outer.count.map { $0.timesSaturating(inner) }
    }
    guard let size = told ?? size else { throw .unknownCount(names[names.count - 1]) }
    let number = place.plusSaturating(1)
    guard let share = Share(number, of: size) else { throw .outside(number, size) }
    return share
  }

  /// Whether it starts the processes of one task, rather than tasks.
  private var startsProcesses: Bool { if case .count? = extent { true } else { false } }

  /// A process's place, from 0, and how many there are as far as the scheduler tells.
  private func place(
    _ number: Int, _ value: (String) throws(ShareError) -> Int?
  ) throws(ShareError) -> (place: Int, count: Int?) {
    let step = try step.flatMap(value) ?? 1
    let beginning: Int
    switch first {
    case .number(let number): beginning = number
    case .variable(let name): beginning = try value(name) ?? 0
    }
    func steps(to number: Int) throws(ShareError) -> Int {
      let (distance, isTooFar) = number.subtractingReportingOverflow(beginning)
      guard step >= 1, !isTooFar, distance >= 0 else { throw .outOfOrder(self.number, number) }
      return distance / step
    }
    let count: Int?
    switch extent {
    case .count(let name): count = try value(name)
    case .last(let name):
      count = try value(name).map { last throws(ShareError) in try steps(to: last).plusSaturating(1) }
    case nil: count = nil
    }
    if let count, let members = try members.flatMap(value), members != count { throw .holes(name) }
    return (try steps(to: number), count)
  }
}

/// Why an environment tells of no share.
public enum ShareError: Error, CustomStringConvertible {
  /// No scheduler's variables are there.
  case noScheduler
  /// A variable that ought to be a number is not.
  case notANumber(String, String)
  /// Nothing tells how many shares there are.
  case unknownCount(String)
  /// There are fewer shares than the number of this one.
  case outside(Int, Int)
  /// Tasks are missing between the first and the last.
  case holes(String)
  /// A number lies before the first.
  case outOfOrder(String, Int)

  /// What there is to say of it.
  public var description: String {
    switch self {
    case .noScheduler:
      "no variable of a scheduler says which share this is; "
        + "write it, as in `--share 3/16`, or start it with one of "
        + SchedulerVariables.known.map(\.name).joined(separator: ", ")
    case .notANumber(let variable, let text): "\(variable) is “\(text)”: expected a whole number"
    case .unknownCount(let name):
      "\(name) does not say how many shares there are: "
        + "write `--share auto/16`, or set \(SchedulerVariables.countVariable)"
    case .outside(let number, let count): "there is no share \(number) of \(count)"
    case .holes(let name):
      "\(name) lacks some tasks between its first and its last: write which share this is, as in `--share 3/16`"
    case .outOfOrder(let variable, let number): "\(variable) is \(number), which lies before the first of its tasks"
    }
  }
}
