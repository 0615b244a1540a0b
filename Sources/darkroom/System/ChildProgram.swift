import Basics
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// This program, started once more.
struct ChildProgram {
  /// Why a start failed.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let identifier: pid_t

  /// Starts the program with some arguments; `descriptors` become its standard input, output and error.
  init(_ arguments: [String], descriptors: [Int32]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
    }
    let words = Self.copies(["darkroom"] + arguments)
    let environment = Self.copies(ProcessInfo.processInfo.environment.map { "\($0)=\($1)" })
    defer { for word in words + environment { free(word) } }
    var child = pid_t()
    let failure = posix_spawn(&child, "/proc/self/exe", &actions, nil, words, environment)
    guard failure == 0 else { throw Failure(description: "cannot start itself: \(SystemError(code: failure).reason)") }
    identifier = child
  }

  /// Texts as C takes them, a null pointer at the end.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

  /// Waits for its end, and throws where it does not end well.
  func finish() throws {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure(description: "cannot wait for itself") }
    }
    guard status == 0 else { throw Failure(description: "it was started, and left with \(status >> 8 & 0xff)") }
  }

  /// Ends it at once.
  func kill() {
    _ = Glibc.kill(identifier, SIGKILL)
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
  }
}
