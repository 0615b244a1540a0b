import ScriptLanguage

/// What people entered in a session, in order.
public struct SessionHistory: Sendable {
  /// One entry: a line, or the lines of a cell.
  public struct Entry: Hashable, Sendable {
    /// Its number, from 1.
    public let number: Int
    /// What was entered.
    public let source: String
    /// What of it ran to its end, as a script; empty for nothing.
    public let worked: String
  }

  /// The entries.
  public private(set) var entries: [Entry] = []

  /// Whether anything was given a name since `save session` last kept what was entered.
  private(set) var hasUnsavedWork = false

  /// The number of the entry that comes next.
  public var nextNumber: Int { (entries.last?.number ?? 0) + 1 }

  mutating func append(_ source: String, worked: String) {
    entries.append(Entry(number: nextNumber, source: source, worked: worked))
  }

  /// Takes note of a statement that ran to its end.
  mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .assignment, .parameter, .loop, .conditional, .include: hasUnsavedWork = true
    case .timed(let timed): note(timed)
    case .command(let command) where command.name.text == "save" && command.arguments.first?.range.text == "session":
      hasUnsavedWork = false
    default: break
    }
  }

  /// What was entered and worked, as a script that runs: a cell an entry.
  func script(seed: UInt64) -> String {
    var parts = ["# What was entered in a session, and worked.\n"]
    if seed != 0 { parts.append("# %%\nseed \(seed)\n") }
    for worked in LastValueNaming.naming(entries.map(\.worked).filter { !$0.isEmpty }) {
      parts.append((worked.hasPrefix("# %%") ? "" : "# %%\n") + worked + "\n")
    }
    return parts.joined(separator: "\n")
  }
}

/// Finds out what of an entry is worth keeping: what ran to its end, but for looks at the session itself.
struct WorkedStatements {
  private let source: SourceText
  private var dropped: [Range<Int>] = []

  /// Begins with a checked script of which nothing ran yet.
  init(_ script: Script) {
    source = script.range.source
    dropped = script.statements.map(\.range.offsets)
  }

  /// Keeps a statement that ran to its end.
  mutating func keep(_ statement: Statement) {
    guard !Self.looksAtSession(statement) else { return }
    dropped.removeAll { $0 == statement.range.offsets }
  }

  /// The entry without the lines of what is not kept; empty where no statement is.
  func text(of script: Script, wasStopped: Bool) -> String {
    guard dropped.count < script.statements.count else { return "" }
    // What was stopped is there, but another run would go on to its end.
    let remark = wasStopped ? "# Stopped early when it was entered.\n" : ""
    let left = Set(
      dropped.flatMap {
        source.lineIndex(at: $0.lowerBound)...source.lineIndex(at: max($0.lowerBound, $0.upperBound - 1))
      })
    let lines = source.lineStarts.indices.filter { !left.contains($0) }
    return remark + lines.map { source.text(in: source.lineContent($0)) }.joined(separator: "\n").trimmingLineEnds
  }

  /// Whether a statement only looks at the session, and changes nothing that a script would need.
  private static func looksAtSession(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .inspection: true
    case .command(let command): CommandTable.row(named: command.name.text)?.isAboutSession ?? false
    default: false
    }
  }
}

extension String {
  /// The text without empty lines at its end.
  fileprivate var trimmingLineEnds: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
