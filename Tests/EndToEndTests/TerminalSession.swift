import Foundation
import Testing

/// A program in a real terminal: a window of a tmux server that is this session's own.
///
/// What stands on the screen is text, a line for each row, with `‸` where the cursor is. Nothing here depends on how fast
/// the machine is: each condition is waited for, and the bound on that is only there so that a failure ends.
final class TerminalSession {
  /// How long a condition may take to come about, in seconds.
  static let patience = 120.0

  /// The folder that the program runs in, which is also its home.
  let program: Program
  // A socket's path is 107 bytes at most, and the folder takes most of them.
  private let server = "darkroom-\(UUID().uuidString.prefix(8))"
  private var numberOfPastes = 0
  private var hasEnded = false

  /// Starts the program in a window of its own, and waits for the first prompt.
  ///
  /// - Parameters:
  ///   - program: Whose folder it runs in; sessions over one folder share their history.
  ///   - environment: Variables beside those that every session has.
  ///   - prompt: What the screen ends with once the session can begin.
  init(
    _ arguments: String = "", in program: Program, columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:], terminal: String? = nil, prompt: String = "In [1]: ‸"
  ) async throws {
    self.program = program
    // The status is told where it can be seen, and what is amiss with the terminal afterwards. A server whose test was
    // killed ends by itself.
    let amiss = "stty -a | tr ' ' '\\n' | grep -x -e -icanon -e -echo -e -isig -e -ixon -e -echoctl | tr '\\n' ' '"
    let command =
      "trap : INT; \(terminal.map { "TERM=\($0) " } ?? "")'\(Program.path.path)' \(arguments); status=$?; trap '' INT; "
      + "echo \"left with $status\" $(\(amiss)); exec cat > /dev/null 2>&1"
    try tmux(
      [
        "-f", "/dev/null", "new-session", "-d", "-c", program.folder.path, "-x", "\(columns)", "-y", "\(rows)",
        "exec timeout --foreground 1800 sh -c " + "'" + command.replacingOccurrences(of: "'", with: "'\\''") + "'",
        ";", "set-option", "-g", "status", "off", ";", "resize-window", "-x", "\(columns)", "-y", "\(rows)",
      ], environment: environment)
    try await wait { $0.hasSuffix(prompt) }
  }

  /// Runs a test with a program in a terminal, in a folder of its own, and ends the server in every case.
  static func run(
    _ arguments: String = "", columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    files: [String: String] = [:], terminal: String? = nil, prompt: String = "In [1]: ‸",
    _ body: (TerminalSession) async throws -> Void
  ) async throws {
    let program = try Program()
    defer { program.clean() }
    for (name, text) in files { try program.write(text, to: name) }
    try await run(
      arguments, in: program, columns: columns, rows: rows, environment: environment, terminal: terminal,
      prompt: prompt,
      body)
  }

  /// Runs a part of a test with a program in a terminal, in a folder that is there already.
  static func run(
    _ arguments: String = "", in program: Program, columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:], terminal: String? = nil, prompt: String = "In [1]: ‸",
    _ body: (TerminalSession) async throws -> Void
  ) async throws {
    let session = try await TerminalSession(
      arguments, in: program, columns: columns, rows: rows, environment: environment, terminal: terminal, prompt: prompt
    )
    defer { session.end() }
    try await body(session)
  }

  deinit { end() }

  /// Ends the server, and with it the program.
  func end() {
    guard !hasEnded else { return }
    hasEnded = true
    _ = try? tmux(["kill-server"])
  }

  // MARK: Typing

  /// Types text as it stands.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", "--", text]) }

  /// Presses keys by tmux's names for them: `Tab`, `Up`, `C-c`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types a line and Enter, and waits for a prompt with the number of the next entry.
  func enter(_ line: String, next number: Int) async throws {
    try type(line)
    try press("Enter")
    try await wait { $0.hasSuffix("In [\(number)]: ‸") }
  }

  /// Pastes text, as a terminal does that brackets what is pasted, or as one that types it.
  func paste(_ text: String, bracketed: Bool) throws {
    numberOfPastes += 1
    let name = "paste-\(numberOfPastes)"
    try tmux(["set-buffer", "-b", name, "--", text])
    try tmux(["paste-buffer", "-b", name] + (bracketed ? ["-p"] : []))
  }

  /// Changes the window's size.
  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  // MARK: Looking

  /// What stands on the screen, with the cursor, without the empty rows below; no-break spaces, which the prompts of
  /// further lines have, are plain ones.
  func screen() throws -> String {
    let lines = try tmux(["display-message", "-p", "#{cursor_x} #{cursor_y}", ";", "capture-pane", "-p"])
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let place = (lines.first ?? "").split(separator: " ").compactMap { Int($0) }
    var rows = Array(lines.dropFirst())
    guard place.count == 2, rows.indices.contains(place[1]) else { return rows.joined(separator: "\n") }
    rows[place[1]] = Self.marking(column: place[0], in: rows[place[1]])
    while rows.last?.isEmpty == true { rows.removeLast() }
    return rows.joined(separator: "\n").replacingOccurrences(of: "\u{A0}", with: " ")
  }

  /// The rows of the screen with the codes of their colours.
  func colouredRows() throws -> [String] {
    try tmux(["capture-pane", "-p", "-e"]).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Everything that was on the screen, from the first row that scrolled off it on.
  func everything() throws -> String { try tmux(["capture-pane", "-p", "-S", "-"]) }

  /// Keeps what the program writes from now on in a file of the folder.
  func record(to name: String) throws {
    try tmux(["pipe-pane", "-O", "cat > '\(program.folder.appending(path: name).path)'"])
  }

  /// Waits until a condition holds of the screen, and gives the screen that it held of.
  @discardableResult
  func wait(
    sourceLocation: SourceLocation = #_sourceLocation, until condition: (String) throws -> Bool
  ) async throws -> String {
    let deadline = Date().addingTimeInterval(Self.patience)
    var shown = try screen()
    while try !condition(shown) {
      guard Date() < deadline else {
        Issue.record("waited in vain; the screen shows\n\(shown)", sourceLocation: sourceLocation)
        throw Vain()
      }
      try await Task.sleep(for: .milliseconds(20))
      shown = try screen()
    }
    return shown
  }

  /// Waits until the whole screen reads so, once `edit` has taken out of it what differs from run to run.
  func expect(
    _ expected: String, sourceLocation: SourceLocation = #_sourceLocation, after edit: (String) -> String = { $0 }
  ) async throws {
    let deadline = Date().addingTimeInterval(Self.patience)
    var shown = edit(try screen())
    while shown != expected, Date() < deadline {
      try await Task.sleep(for: .milliseconds(20))
      shown = edit(try screen())
    }
    #expect(shown == expected, sourceLocation: sourceLocation)
    if shown != expected { throw Vain() }
  }

  /// The last finished epoch of a long training that a screen shows, 0 where it shows none; what waits for a training
  /// asks whether it is beyond an epoch, for on a busy machine one epoch's line may scroll away between two looks.
  static func lastEpoch(in shown: String) -> Int {
    shown.matches(of: /epoch +([0-9,]+)\/[0-9,]+  training/).last
      .flatMap { Int($0.1.replacing(",", with: "")) } ?? 0
  }

  /// What was waited for did not come.
  struct Vain: Error {}

  /// Marks the place of a column in a row; wide characters take two.
  private static func marking(column: Int, in row: String) -> String {
    var marked = ""
    var width = 0
    for character in row {
      if width == column { marked += "‸" }
      marked.append(character)
      width += character.unicodeScalars.contains { (0x2E80...0xFFDC).contains($0.value) } ? 2 : 1
    }
    if width <= column { marked += String(repeating: " ", count: column - width) + "‸" }
    return marked
  }

  @discardableResult
  private func tmux(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
    let home = program.folder.path
    let variables = [
      "HOME": home, "XDG_STATE_HOME": home + "/state", "TMUX_TMPDIR": home, "PATH": "/usr/local/bin:/usr/bin:/bin",
      "LANG": "C.UTF-8", "TERM": "xterm-256color", "SHELL": "/bin/sh",
    ].merging(Program.mutant) { $1 }.merging(environment) { $1 }
    return try ChildOutput.text(
      of: ["/usr/bin/timeout", "60", "tmux", "-u", "-L", server] + arguments, environment: variables,
      through: home + "/tmux-output")
  }
}

/// What a child writes that may leave a daemon behind: with Foundation's `Process` the daemon would hold what is open
/// here, be waited for, and have the signals blocked that a thread of this process blocks.
private enum ChildOutput {
  static func text(of arguments: [String], environment: [String: String], through path: String) throws -> String {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    for descriptor in 3..<Int32(min(1024, sysconf(Int32(_SC_OPEN_MAX)))) {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, arguments[0], &actions, &attributes, words, variables)
    try #require(failure == 0)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
