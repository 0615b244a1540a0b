import ArgumentParser
import ScriptRuntime

/// The option that says which share of a script's trainings this process does.
struct ShareOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Train one share of the script's trainings, such as 3/16, and leave the others to other processes that use the "
        + "same store; auto, or auto/16, takes it from the variables of Slurm, MPI, Kubernetes, GNU parallel and others.",
      valueName: "share"))
  var share: String?

  /// How many shares are written behind `auto/`; nil where none are.
  private var count: Int? {
    share.flatMap { $0.hasPrefix("auto/") ? Int($0.dropFirst(5)) : nil }
  }

  private var isAutomatic: Bool { share == "auto" || count.map { (1...Share.largestCount).contains($0) } ?? false }

  mutating func validate() throws {
    guard let share, !isAutomatic, Share(share) == nil else { return }
    let parts = share.split(separator: "/").compactMap { Int($0) }
    if parts.count == 2, parts[1] > 0, parts[1] <= Share.largestCount {
      throw ValidationError(
        "--share \(share): there is no share \(parts[0]) of \(parts[1]); they are 1/\(parts[1]) to \(parts[1])/\(parts[1])."
      )
    }
    throw ValidationError(
      "--share expects which share of how many, as 3/16, or auto, or auto/16, and gets “\(share)”.")
  }

  /// The share that was asked for; nil where all of the script is. Leaves where no scheduler tells which.
  func share(in surroundings: Surroundings) throws -> Share? {
    guard let share else { return nil }
    guard isAutomatic else { return Share(share) }
    do {
      return try SchedulerVariables.share(in: surroundings.environment, count: count)
    } catch {
      throw Complaint.leaving("--share \(share): \(error)")
    }
  }
}
