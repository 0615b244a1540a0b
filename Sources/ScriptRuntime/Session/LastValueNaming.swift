import ScriptLanguage

/// Gives the values that were displayed last a name in a script, where what was entered after them asks for it by `_`.
///
/// A session keeps whatever it displayed as `_`; a script does not, and so has to assign it: `_ = (2 + 3)`.
struct LastValueNaming {
  /// A statement of one of the entries, by the place where it begins.
  private struct Place: Hashable {
    let entry, offset: Int
  }

  /// What may have displayed the last value, where it is read next: the last that did for certain, and whatever did since
  /// that may or may not run.
  private var candidates: Set<Place> = []
  private var read: Set<Place> = []
  private var entry = 0

  /// The entries, each a script of its own, with a name for each displayed value that one after it reads.
  static func naming(_ entries: [String]) -> [String] {
    guard entries.contains(where: { $0.contains(Session.lastValueName) }) else { return entries }
    let scripts = entries.map { Parser.parse(SourceText(name: "", text: $0), commands: CommandTable.vocabulary).script }
    var naming = LastValueNaming()
    for (entry, script) in scripts.enumerated() {
      naming.entry = entry
      for (place, statement) in script.statements.enumerated() {
        naming.visit(statement, isLast: place == script.statements.count - 1, isCertain: true)
      }
    }
    return zip(entries, scripts).enumerated().map { entry, both in
      var bytes = Array(both.0.utf8)
      // From the end, so that places stay as they are.
      for statement in both.1.statements.flatMap(\.leaves).reversed()
      where naming.read.contains(Place(entry: entry, offset: statement.range.offsets.lowerBound)) {
        Self.assign(statement, in: &bytes)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private mutating func visit(_ statement: Statement, isLast: Bool, isCertain: Bool) {
    switch statement.kind {
    case .loop(let loop):
      // What a round displays may be read by the next; but there may be no round.
      let before = candidates
      for _ in 0..<2 { for inner in loop.body { visit(inner, isLast: false, isCertain: isCertain) } }
      candidates.formUnion(before)
    case .conditional(let conditional):
      for inner in conditional.statements { visit(inner, isLast: false, isCertain: false) }
    case .timed(let timed): visit(timed, isLast: isLast, isCertain: isCertain)
    default:
      if UnusedNames.used(in: statement).contains(Session.lastValueName) { read.formUnion(candidates) }
      guard statement.displays(isLast: isLast) else { return }
      if isCertain { candidates = [] }
      candidates.insert(Place(entry: entry, offset: statement.range.offsets.lowerBound))
    }
  }

  /// Makes of a statement that displays a value one that names it, and a line that displays it.
  private static func assign(_ statement: Statement, in bytes: inout [UInt8]) {
    let (start, end) = (statement.range.offsets.lowerBound, statement.range.offsets.upperBound)
    let line = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let indent = bytes[line..<start].prefix { $0 == UInt8(ascii: " ") }
    bytes.insert(contentsOf: Array("\n".utf8) + indent + Array(Session.lastValueName.utf8), at: end)
    bytes.insert(contentsOf: "\(Session.lastValueName) = ".utf8, at: start)
  }
}

extension Statement {
  /// The statements that stand in it, or itself, in their order.
  fileprivate var leaves: [Statement] {
    switch kind {
    case .loop(let loop): loop.body.flatMap(\.leaves)
    case .conditional(let conditional): conditional.statements.flatMap(\.leaves)
    case .timed(let timed): timed.leaves
    default: [self]
    }
  }

  /// Whether it displays a value, as the last of its entry or one before.
  fileprivate func displays(isLast: Bool) -> Bool {
    switch kind {
    case .display: return true
    case .command(let command):
      guard let row = CommandTable.row(named: command.name.text), row.result != .none else { return false }
      return row.displaysResult(isLast: isLast)
    default: return false
    }
  }
}
