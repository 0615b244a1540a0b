import Basics
import ScriptLanguage

/// How large values may become, so that no script asks for more memory or time than there is by letting them grow.
enum ValueBounds {
  /// Lists and families in one another.
  static let deepest = 64
  /// The bytes of a text.
  static let longestText = 1 << 20
  /// Numbers, and texts by their length, in a list or a family; a range counts as all of its numbers.
  static let largest = 4_000_000
  /// The most numbers that a range may hold, so that going through it ends.
  static let longestRange = 1_000_000

  /// Throws where a value is too large.
  static func check(_ value: Value, at range: SourceRange) throws(Diagnostic) {
    let extent = value.extent
    guard extent.depth <= deepest else {
      throw Diagnostic(
        at: range, "lists and families lie at most \(deepest) deep in one another, and these would lie deeper")
    }
    guard extent.size <= largest else {
      throw Diagnostic(
        at: range,
        "\(value.type.described) holds at most \(countText(largest, "value")), and this would hold more")
    }
  }

  /// Throws where a text is too long.
  static func check(_ text: String, at range: SourceRange) throws(Diagnostic) {
    guard text.utf8.count <= longestText else {
      throw Diagnostic(
        at: range, "a text has at most \(countText(longestText, "byte")), and this would have more")
    }
  }

  /// The numbers between two, both counted; nil where they are more than a range may hold.
  static func range(from first: Int, to last: Int) -> Value? {
    let (distance, overflow) = last.subtractingReportingOverflow(first)
    return overflow || distance.magnitude >= longestRange ? nil : .range(first: first, last: last)
  }

  /// What is said of a range that holds more.
  static let longRange = "a range holds at most \(countText(longestRange, "number")), and this holds more"
}

/// How deep lists and families lie in a value, and how much they hold.
package struct ValueExtent: Hashable {
  package internal(set) var depth = 0
  package internal(set) var size = 1

  /// What holds values of these extents.
  init(holding parts: some Sequence<ValueExtent>) {
    size = 0
    for part in parts {
      depth = max(depth, part.depth)
      size = size.plusSaturating(part.size)
      // Enough to be refused; nothing is gained by counting on.
      if size > ValueBounds.largest { break }
    }
    depth += 1
  }

  fileprivate init(size: Int) { self.size = size }
}

extension Value {
  /// How large the value is, as far as lists, families and texts make it.
  var extent: ValueExtent {
    switch self {
    case .list(let values): ValueExtent(holding: values.lazy.map(\.extent))
    case .family(let family): family.extent
    case .text(let text): ValueExtent(size: 1 + text.utf8.count / 64)
    case .range(let first, let last): ValueExtent(size: abs(last - first) + 1)
    default: ValueExtent(size: 1)
    }
  }
}
