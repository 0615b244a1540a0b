import ScriptRuntime

/// What people type at the prompt though it is meant for the shell, from which they come.
enum ShellHabit {
  private static let programs: Set = [
    "apt", "bash", "cat", "cd", "conda", "cp", "git", "grep", "head", "jupyter", "less", "ls", "make", "man", "mkdir",
    "mv",
    "nano", "nvidia-smi", "pip", "pip3", "ps", "pwd", "python", "python3", "rm", "rmdir", "sudo", "tail", "top",
    "touch",
    "uv", "vi", "vim", "wget", "which",
  ]

  /// What to say of a line that begins with a word of the shell's; nil for any other, and where a variable has that name.
  static func answer(to text: String, isVariable: (String) -> Bool) -> String? {
    let line = text.trimmingPrefix { $0.isWhitespace }
    guard !line.contains(where: \.isNewline) else { return nil }
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first, words.dropFirst().first != "=", !isVariable(first) else { return nil }
    if first == "darkroom" { return ofOneself(words.dropFirst()) }
    guard programs.contains(first) else { return nil }
    if first == "cd" {
      return "the folder is the one that Darkroom was started in: leave with `exit`, and start it elsewhere"
    }
    return "`\(first)` is for the shell, which `!` asks: write `!\(words.joined(separator: " "))`"
  }

  /// What to say of the program's own name and what follows it.
  private static func ofOneself(_ words: ArraySlice<String>) -> String {
    let here = "this is Darkroom already"
    let line = words.joined(separator: " ")
    guard let command = words.first else { return here }
    if command == "run", words.count > 1 {
      return "\(here): write `include \"\(words.dropFirst().joined(separator: " "))\"`"
    }
    return CommandTable.row(named: command) != nil
      ? "\(here): write `\(line)`" : "\(here), and `!` asks the shell: write `!darkroom \(line)`"
  }
}
