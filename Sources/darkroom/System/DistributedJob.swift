import ArgumentParser
import Distributed

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The job of several processes that this one is part of.
final class DistributedJob {
  /// Why this process is about to fail, for the others.
  var failure: String?
  private let group: MPIGroup
  private let processes: [Int32]

  /// A job that this process has joined.
  init(_ group: MPIGroup) {
    self.group = group
    processes = group.gather(getpid())
  }

  /// The processes; nil where this one is the only one.
  var others: (any ProcessGroup)? { group.count > 1 ? group : nil }

  /// Whether this process prints and writes.
  var isLeader: Bool { group.isLeader }

  /// The threads of each process, where all processors of a host are shared out among its processes.
  func threads(processors: Int) -> Int {
    let all = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    // A launcher that binds its processes has shared the processors out already.
    guard processors >= all else { return processors }
    let neighbours = group.hosts.filter { $0 == group.hosts[group.rank] }.count
    return max(1, processors / neighbours)
  }

  /// Which process has which rank: `4 processes: rank 0 is 711 on one, rank 1 is 712 on one, …`
  var roster: String {
    let ranks = (0..<group.count).map { "rank \($0) is \(processes[$0]) on \(group.hosts[$0])" }
    let shown = ranks.prefix(Self.mostShown).joined(separator: ", ")
    return "\(group.count) processes: \(shown)\(ranks.count > Self.mostShown ? ", …" : "")"
  }

  private static let mostShown = 64

  /// Has nothing be seen any more of what this process says.
  static func fallSilent() {
    let nowhere = open("/dev/null", O_WRONLY)
    guard nowhere >= 0 else { return }
    for descriptor: Int32 in [1, 2] { dup2(nowhere, descriptor) }
    close(nowhere)
  }

  /// Does the work, and leaves the job with how it ended.
  func run(_ work: () throws -> Void) throws {
    let result = Result { try work() }
    if case .failure(let error) = result, (error as? ExitCode) != .success {
      group.leave(failure: failure ?? "\(error)")
    } else {
      group.leave(failure: nil)
    }
    try result.get()
  }
}
