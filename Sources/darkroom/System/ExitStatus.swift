import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the program leaves behind for the shell.
struct ExitStatus: Error {
  let code: Int32

  /// All is done.
  static let done = ExitStatus(code: 0)
  /// The script failed while it ran.
  static let failed = ExitStatus(code: 1)
  /// The program was called wrongly, or the script does not check.
  static let wrongUsage = ExitStatus(code: 2)
  /// What a shell gives for a program that a signal ended: 130 for Ctrl-C.
  static func endedBy(_ signal: Int32) -> ExitStatus { ExitStatus(code: 128 + signal) }

  private init(code: Int32) { self.code = code }

  /// The status that a command left with.
  init(_ code: ExitCode) { self.code = code.rawValue }

  /// The status as an error that a command may throw: it says nothing, and ends the program with this code.
  var asError: ExitCode { ExitCode(code) }

  /// Ends the program, as one that failed where its output was lost.
  static func leave(_ status: ExitStatus) -> Never {
    fflush(nil)
    guard status.code == 0, let reason = LostOutput.reason else { exit(status.code) }
    Complaint.tell("cannot write the output: \(reason)")
    exit(failed.code)
  }
}
