import ArgumentParser
import Distributed
import ScriptRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The option of what is run by several processes together.
struct DistributedOptions: ParsableArguments {
  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Share every training with the other processes that mpirun or srun started with the same words; the first of them "
        + "alone prints and writes."))
  var distributed = false

  /// Says, in the first of several processes that a launcher started, that they share nothing.
  static func remarkOnProcessesApart(in surroundings: Surroundings) {
    let environment = surroundings.environment
    guard MPILauncher.libraries(for: environment) != nil, let share = try? SchedulerVariables.share(in: environment),
      share.number == 1, share.count > 1
    else { return }
    Terminal(descriptor: 2, allowsColor: false).write(
      "\(share.count) processes were started, and each runs the whole script: --distributed has them share every training, "
        + "--share auto the trainings\n")
  }

  /// Joins the job, and falls silent in all processes but the first. Leaves with what is missing.
  func join(in surroundings: Surroundings, isQuiet: Bool) throws -> DistributedJob {
    let remarks = Terminal(descriptor: dup(2), allowsColor: false)
    func refuse(_ words: String) -> ExitCode {
      remarks.write(Complaint.text("--distributed \(words)"))
      return ExitStatus.wrongUsage.asError
    }
    guard let libraries = MPILauncher.libraries(for: surroundings.environment) else {
      throw refuse(
        "needs a launcher of MPI: `mpirun -n 4 darkroom run lesson.darkroom --distributed`, or srun in its place")
    }
    do {
      let group = try MPIGroup(libraries: libraries) { words in
        remarks.write(Complaint.text(words))
      }
      let job = DistributedJob(group)
      if !group.isLeader { DistributedJob.fallSilent() }
      if !isQuiet, group.isLeader, group.count > 1 { remarks.write(job.roster + "\n") }
      return job
    } catch {
      throw refuse("\(error)")
    }
  }
}

/// What started the processes of a job.
enum MPILauncher {
  /// The names of the libraries that a launcher's processes may use, the likeliest first; nil where none started this one.
  static func libraries(for environment: [String: String]) -> [String]? {
    let isOpen = environment["OMPI_COMM_WORLD_SIZE"] != nil
    let isOther = environment["PMI_RANK"] != nil || environment["PMI_SIZE"] != nil
    guard isOpen || isOther || environment["PMIX_RANK"] != nil else { return nil }
    if let chosen = environment["DARKROOM_MPI"], !chosen.isEmpty { return [chosen] }
    let open = ["libmpi.so.40", "libmpi.so.20"]
    let others = ["libmpich.so.12", "libmpi.so.12"]
    return (isOpen ? open : isOther ? others : open + others) + ["libmpi.so"]
  }
}
