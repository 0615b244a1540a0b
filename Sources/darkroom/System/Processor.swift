import TensorMath

/// The processor, which must have what the kernels are built for.
enum Processor {
  /// Leaves with a message, rather than with an illegal instruction, on a processor that cannot run the program.
  static func requireSupported() {
    guard let problem = ProcessorSupport.obstacle else { return }
    Terminal(descriptor: 2, allowsColor: false).write("darkroom: error: \(problem)\n")
    ExitStatus.leave(.failed)
  }
}

/// What this program is.
enum Version {
  /// The version's number; CHANGELOG.md says what is in it.
  static let number = "0.1.0"
  /// The name and the number.
  static let short = "Darkroom \(number)"

  /// The version, the processor, and what the build contains.
  static var text: String {
    """
    \(short)
    processor: \(InstructionSet.best?.rawValue ?? "unsupported"), \(Surroundings().processors) threads
    figures: PNG, SVG, PDF
    """
  }
}
