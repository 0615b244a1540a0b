import ScriptLanguage

/// The values that a loop runs over, in order: ranges and lists one by one, families member by member.
///
/// A range's numbers are made as the loop comes to them.
struct LoopElements: Sequence {
  private enum Part {
    case range(first: Int, last: Int)
    case values([Value])

    var count: Int {
      switch self {
      case .range(let first, let last): abs(last - first) + 1
      case .values(let values): values.count
      }
    }

    subscript(place: Int) -> Value {
      switch self {
      case .range(let first, let last): .number(Double(first <= last ? first + place : first - place))
      case .values(let values): values[place]
      }
    }
  }

  private var parts: [Part] = []
  /// Whether it is known what they are, and how many.
  private(set) var isKnown = true

  /// One value, of which only the run knows more.
  static var unknown: LoopElements { LoopElements(parts: [.values([.foreseen(.anything)])], isKnown: false) }

  var isEmpty: Bool { parts.allSatisfy { $0.count == 0 } }

  func makeIterator() -> AnyIterator<Value> {
    var (part, place) = (0, 0)
    return AnyIterator {
      while part < parts.count, place == parts[part].count { (part, place) = (part + 1, 0) }
      guard part < parts.count else { return nil }
      defer { place += 1 }
      return parts[part][place]
    }
  }

  fileprivate mutating func add(_ value: Value) {
    switch value {
    case .range(let first, let last): parts.append(.range(first: first, last: last))
    case .family(let family):
      parts.append(.values(Array(family.members.values)))
      if family.isOpen { isKnown = false }
    case .foreseen:
      parts.append(.values([value]))
      isKnown = false
    default: parts.append(.values(value.expanded))
    }
  }
}

extension Evaluator {
  /// The values that a loop runs over.
  func elements(of loop: Loop) throws(Diagnostic) -> LoopElements { try elements(of: loop.values) }

  /// The values of what stands behind the `in` of a loop.
  func elements(of values: [Expression]) throws(Diagnostic) -> LoopElements {
    var elements = LoopElements()
    for expression in values {
      // A bare word that is no variable is text here: `for loss in mse l1`, or with a comma between.
      switch expression.kind {
      case .word(let word) where variables[word] == nil: elements.add(.text(word))
      case .list(let items) where items.allSatisfy(isBareText):
        for item in items { elements.add(.text(item.range.text)) }
      default: elements.add(try value(of: expression))
      }
    }
    return elements
  }

  /// Whether a word is no variable.
  private func isBareText(_ expression: Expression) -> Bool {
    if case .word(let word) = expression.kind { variables[word] == nil } else { false }
  }
}
