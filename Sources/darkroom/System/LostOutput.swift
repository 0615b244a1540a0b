import Basics
import Synchronization

/// What could not be written to the standard output, as on a full disk: the program then ends as one that failed.
enum LostOutput {
  private static let first = Mutex<SystemError?>(nil)

  /// Notes why something was lost; the first reason is kept.
  static func note(_ error: SystemError, on descriptor: Int32) {
    guard descriptor == 1 else { return }
    first.withLock { $0 = $0 ?? error }
  }

  /// Why something was lost; nil where nothing was.
  static var reason: String? { first.withLock { $0?.reason } }
}
