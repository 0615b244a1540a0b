public import Devices

/// Where operations compute: the threads that share the work, the kernels that they run, and how exactly they sum.
///
/// Every operation takes one; none asks for the processor, the threads or the exactness in any other way.
public final class ComputeContext: Sendable {
  /// The threads that share the work.
  public let team: ThreadTeam
  /// Whether convolutions multiply every tap with every pixel, as their definition does, rather than by Winograd's
  /// minimal filters, which take fewer products and round a little differently.
  public let exact: Bool
  /// The part of each batch that is computed here; nil where that is all of it.
  public let share: BatchShare?
  /// The device that networks run on instead of the processor; nil where they run on that.
  public let device: Device?
  /// The vector routines that run.
  package let kernels: Kernels

  /// A context over a team that there is already; the kernels are the processor's best unless others are asked for.
  public init(team: ThreadTeam, exact: Bool = false, instructions: InstructionSet? = nil) {
    self.team = team
    self.exact = exact
    share = nil
    device = nil
    kernels = instructions.map(Kernels.of) ?? .best
  }

  /// A context with a team of its own.
  public convenience init(threads: Int, exact: Bool = false, instructions: InstructionSet? = nil) {
    self.init(team: ThreadTeam(threads: threads), exact: exact, instructions: instructions)
  }

  /// The same context, with sums taken exactly or not.
  public init(_ other: ComputeContext, exact: Bool) {
    team = other.team
    self.exact = exact
    share = nil
    device = other.device
    kernels = other.kernels
  }

  /// The same context, where networks run on a device, or on the processor for none.
  public init(_ other: ComputeContext, device: Device?) {
    team = other.team
    exact = other.exact
    share = nil
    self.device = device
    kernels = other.kernels
  }

  /// The same context, where batches are but parts of what several processes compute.
  public init(_ whole: ComputeContext, sharing share: BatchShare) {
    team = whole.team
    exact = whole.exact
    kernels = whole.kernels
    device = whole.device
    self.share = share
  }

  /// The threads that share the work, the caller's included.
  public var threads: Int { team.threads }

  /// The instructions that the kernels are built for.
  public var instructions: InstructionSet { kernels.instructionSet }

  /// Runs `body` for every task from 0 up to `tasks`, in any order and on any thread, and waits for all.
  public func run(_ tasks: Int, _ body: (Int) -> Void) { team.run(tasks, body) }

  /// As `run`, with memory of the thread's own, at least `floats` long and of any content.
  package func run(
    _ tasks: Int, scratch floats: Int, _ body: (_ task: Int, _ scratch: UnsafeMutablePointer<Float>) -> Void
  ) {
    team.run(tasks, scratch: floats, body)
  }

  /// Runs `body` with memory that all threads share, at least `floats` long and of any content.
  package func withWorkspace(_ floats: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    team.withWorkspace(floats, body)
  }
}
