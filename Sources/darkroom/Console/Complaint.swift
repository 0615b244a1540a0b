import ArgumentParser

/// What the program says when something is wrong: it begins alike whatever the command.
enum Complaint {
  private static let opening = "darkroom: error: "

  /// A message as it is told.
  static func text(_ message: String) -> String { "\(opening)\(message)\n" }

  /// Says what is wrong.
  static func tell(_ message: String) {
    Terminal(descriptor: 2, allowsColor: false).write(text(message))
  }

  /// Says what is wrong, and gives what a command then throws.
  static func leaving(_ message: String, _ status: ExitStatus = .wrongUsage) -> ExitCode {
    tell(message)
    return status.asError
  }

  /// What the argument parser has to say, so that it begins as all else does.
  static func parserText(_ message: String) -> String {
    let theirs = "Error: "
    return message.hasPrefix(theirs) ? opening + message.dropFirst(theirs.count) : message
  }
}
