import Basics
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A program that this one starts.
struct ChildProgram {
  /// Why a start failed.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The place of this program itself.
  static let itself = "/proc/self/exe"

  private let identifier: pid_t

  /// Starts a program, which is looked for as a shell does, with its name and arguments as words; `descriptors` become its
  /// standard input, output and error, as far as they go. It heeds all signals, whichever this program has blocked, where
  /// it is told so.
  init(_ program: String, words: [String], descriptors: [Int32] = [], heedsSignals: Bool = false) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(place))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    if heedsSignals {
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    }
    let words = Self.copies(words)
    let environment = Self.copies(ProcessInfo.processInfo.environment.map { "\($0)=\($1)" })
    defer { for word in words + environment { free(word) } }
    var child = pid_t()
    let failure = posix_spawnp(&child, program, &actions, &attributes, words, environment)
    guard failure == 0 else {
      let name = program == Self.itself ? "itself" : program
      throw Failure(description: "cannot start \(name): \(SystemError(code: failure).reason)")
    }
    identifier = child
  }

  /// Texts as C takes them, a null pointer at the end.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

  /// Waits for its end, and gives the status that it left with, as a shell does: 128 and the number of a signal that ended it.
  func finish() throws -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure(description: "cannot wait for what was started") }
    }
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
  }

  /// Ends it at once.
  func kill() {
    _ = Glibc.kill(identifier, SIGKILL)
    _ = try? finish()
  }
}
