import ArgumentParser
import TensorMath

/// What every command is told that computes.
struct ComputingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Threads that compute; as many as there are processors, or as the container may keep busy, if not given.",
      valueName: "n"))
  var threads: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The kernels that run: avx2 or avx512; the processor's best if not given. The results are the same bits.",
      valueName: "set"),
    completion: .list(InstructionSet.allCases.map(\.rawValue)), transform: instructionSet)
  var instructions: InstructionSet?

  mutating func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads expects a number from 1 to 256, and gets \(threads).")
    }
  }

  private static func instructionSet(_ word: String) throws -> InstructionSet {
    guard let instructions = InstructionSet(rawValue: word) else {
      throw ValidationError("--instructions expects avx2 or avx512, and gets “\(word)”.")
    }
    guard instructions == .avx2 || instructions == InstructionSet.best else {
      throw ValidationError("--instructions expects avx2 on this processor, which has no AVX-512.")
    }
    return instructions
  }
}
