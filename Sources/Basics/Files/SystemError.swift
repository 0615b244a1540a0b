#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A call of the system that failed.
package struct SystemError: Error, Hashable, Sendable {
  /// The system's number for what went wrong.
  package let code: Int32

  /// An error by its number.
  package init(code: Int32) { self.code = code }

  /// What ends a call that was stopped: a call of the system's that was interrupted.
  package static var interrupted: SystemError { SystemError(code: EINTR) }

  /// What the call before this one left in `errno`.
  package static var last: SystemError { SystemError(code: errno) }

  /// The system's own words.
  package var reason: String { String(cString: strerror(code)) }
}
