internal import KernelArguments

/// The most multiplications and additions that threads can do: registers alone, no memory, nothing to wait for.
public enum MultiplyAddPeak {
  /// What one call does.
  public struct Work: Hashable, Sendable {
    /// Floating-point operations, a multiplication and an addition counting two.
    public let operations: Int
    /// The sum of all that was computed: so that it has to be.
    public let sum: Float
  }

  /// Multiply-adds in every chain of a task: some ten microseconds.
  private static let rounds = 4096

  /// Runs `tasks` equal tasks on a team.
  ///
  /// - Precondition: There is a task at least.
  public static func run(tasks: Int, compute: ComputeContext) -> Work {
    precondition(tasks >= 1, "There is a task at least.")
    let kernels = compute.kernels
    let sums = FloatBuffer(count: tasks)
    compute.run(tasks) { task in
      sums.pointer[task] = kernels.multiplyAddChains(
        MultiplyAddRounds(rounds: rounds, factor: 0.999, term: 0.001 * Float(task % 8 + 1)))
    }
    return Work(
      operations: tasks * rounds * kernels.multiplyAddOperations, sum: sums.values.reduce(0, +))
  }
}
