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
    return try? ChildProgram(
      shell, words: [shell, "-c", line], descriptors: [input], heedsSignals: true
    ).finish()
  }

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
