import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A line for the shell, which has the terminal while it runs.
enum ShellCommand {
  /// Runs a line by `$SHELL`, or `sh`, and gives the status that it left with; nil where it could not be started.
  ///
  /// The program's signals are blocked, and those of what it starts are not.
  static func run(_ line: String, input: Int32 = 0) -> Int32? {
    let environment = ProcessInfo.processInfo.environment
    let shell = environment["SHELL"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/bin/sh"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if input != 0 { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = copies([shell, "-c", line])
    let variables = copies(environment.map { "\($0)=\($1)" })
    defer { for text in words + variables { free(text) } }
    var child = pid_t()
    guard posix_spawn(&child, shell, &actions, &attributes, words, variables) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
  }

  /// Texts as C takes them, a null pointer at the end.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

  /// Shows a text page by page, by `$PAGER` or `less`; false where neither can.
  static func page(_ text: String) -> Bool {
    let pager = getenv("PAGER").map { String(cString: $0) } ?? ""
    guard let file = tmpfile() else { return false }
    defer { fclose(file) }
    guard fputs(text, file) >= 0, fflush(file) == 0, lseek(fileno(file), 0, SEEK_SET) == 0 else { return false }
    let line = pager.isEmpty ? "less -R" : pager
    return run(line, input: fileno(file)).map { $0 != 127 && $0 != 126 } ?? false
  }
}
