import Basics
import TensorMath

/// The processor, which must have what the kernels are built for.
enum Processor {
  /// Leaves with a message, rather than with an illegal instruction, on a processor that cannot run the program.
  static func requireSupported() {
    guard let problem = ProcessorSupport.obstacle else { return }
    Complaint.tell(problem)
    ExitStatus.leave(.failed)
  }

  /// What the system calls the processor, and the instructions that the kernels use: `AMD EPYC, AVX-512`.
  static var name: String {
    let text = try? FileContents.text(of: "/proc/cpuinfo")
    let model = text?.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    let words = model?.split(separator: " ").joined(separator: " ") ?? "unnamed processor"
    return switch InstructionSet.best {
    case .avx512: words + ", AVX-512"
    case .avx2: words + ", AVX2"
    case nil: words
    }
  }
}
