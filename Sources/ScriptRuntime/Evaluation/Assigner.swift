import Basics
import OrderedCollections
import ScriptLanguage

/// Gives names to values.
enum Assigner {
  /// Assigns a value to the names of an assignment; several names take the elements of a list.
  static func assign(
    _ value: Value, to assignment: Assignment, variables: inout OrderedDictionary<String, Value>
  ) throws(Diagnostic) {
    let targets = assignment.targets
    guard targets.count > 1 else {
      if let target = targets.first { try assign(value, to: target, variables: &variables) }
      return
    }
    switch value {
    case .list(let values):
      guard values.count == targets.count else {
        throw Diagnostic(
          at: targets[0].range.through(targets[targets.count - 1].range),
          "\(countText(targets.count, "name")) cannot take \(countText(values.count, "value"))",
          expected: "\(countText(values.count, "name")), or one for the whole list")
      }
      for (target, element) in zip(targets, values) { try assign(element, to: target, variables: &variables) }
    case .foreseen(let foreseen) where foreseen.type == .anything || foreseen.type == .list:
      for target in targets { try assign(.foreseen(.anything), to: target, variables: &variables) }
    default:
      throw Diagnostic(
        at: targets[0].range.through(targets[targets.count - 1].range),
        "\(countText(targets.count, "name")) take a list, and this is \(value.type.described)")
    }
  }

  private static func assign(
    _ value: Value, to target: Assignment.Target, variables: inout OrderedDictionary<String, Value>
  ) throws(Diagnostic) {
    let name = target.name.text
    if value.type == .none {
      throw Diagnostic(at: target.range, "this command gives no value that `\(name)` could hold")
    }
    guard !target.indices.isEmpty else {
      variables[name] = value
      return
    }
    var family = Family()
    switch variables[name] {
    case .family(let existing)?: family = existing
    case nil: break
    case .foreseen(let foreseen)? where foreseen.type == .anything: family.isOpen = true
    case let other?:
      throw Diagnostic(
        at: target.range, "`\(name)` is \(other.type.described), which has no members by index",
        notes: [
          .init("the name is taken: a family begins with another, as in `\(name)s\(target.indexText) = …`")
        ])
    }
    let wanted = family.indexNames.count
    guard wanted == 0 || wanted == target.indices.count else {
      throw Diagnostic(
        at: target.range,
        "the members of `\(name)` have \(countText(wanted, "index", plural: "indices")), and this one has "
          + countText(target.indices.count))
    }
    let names = target.indices.map(\.variableName)
    if let place = try Evaluator(variables: variables).index(of: target.indices) {
      family[place] = value
      family.name(names)
      try ValueBounds.check(.family(family), at: target.range)
    } else {
      family.isOpen = true
      if family.members.isEmpty { family.foreseenMember = value.type }
    }
    variables[name] = .family(family)
  }
}

extension Assignment.Target {
  /// Its indices as they are written, brackets included.
  fileprivate var indexText: Substring { range.text.dropFirst(name.text.count) }
}

extension Expression {
  /// The name of the variable that it is; nil where it is anything else.
  fileprivate var variableName: String? {
    switch kind {
    case .word(let name), .variable(let name): name
    case .parenthesized(let inner): inner.variableName
    default: nil
    }
  }
}
