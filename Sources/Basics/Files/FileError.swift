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

  /// An error of the system's, in its words or in ours.
  package init(_ attempt: Attempt, _ path: String, _ cause: SystemError, reason: String? = nil) {
    (self.attempt, self.path, self.reason, self.cause) = (attempt, path, reason ?? cause.reason, cause)
  }

  /// The error in words.
  package var description: String { "cannot \(attempt.rawValue) “\(path)”: \(reason)" }
}
