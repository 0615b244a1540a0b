/// A file that could not be read or written, and why.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried.
  package enum Attempt: String, Hashable, Sendable {
    case read, write
  }

  /// What was tried.
  package let attempt: Attempt
  /// The file.
  package let path: String
  /// Why it failed: the system's words, or ours.
  package let reason: String
  /// What the system said, where it was the system that refused.
  package let cause: SystemError?

  /// An error in our own words.
  package init(_ attempt: Attempt, _ path: String, reason: String) {
    (self.attempt, self.path, self.reason, cause) = (attempt, path, reason, nil)
  }

  /// An error of the system's.
  package init(_ attempt: Attempt, _ path: String, _ cause: SystemError) {
    (self.attempt, self.path, reason, self.cause) = (attempt, path, cause.reason, cause)
  }

  /// The error in words.
  package var description: String { "cannot \(attempt.rawValue) “\(path)”: \(reason)" }
}
