import Basics
import Datasets
import Options
import ScriptLanguage

/// What stands behind a name in brackets: a member of a family, or some of whatever holds several.
extension Evaluator {
  /// The index between the brackets of `name[index]`; nil where it is not known yet. A word is a word, unless it is
  /// written in parentheses.
  func index(of expressions: [Expression]) throws(Diagnostic) -> Family.Index? {
    var parts: [Family.Index.Part] = []
    var isKnown = true
    for expression in expressions {
      let value = try value(of: expression)
      switch value {
      case .number(let number): parts.append(.number(number))
      case .text(let text): parts.append(.text(text))
      case .foreseen: isKnown = false
      default:
        throw Diagnostic(
          at: expression.range, "an index is a number or text, and this is \(value.type.described)")
      }
    }
    return isKnown ? Family.Index(parts) : nil
  }

  /// `base[index,index]`
  func element(
    of base: Expression, indices: [Expression], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let container = try value(of: base)
    switch container {
    case .family(let family): return try member(of: family, base, indices, at: range)
    case .list, .range, .shape, .data, .images, .codes, .measures: return try elements(of: container, indices)
    case .foreseen(let foreseen):
      switch foreseen.type {
      case .anything, .family, .list, .range: return .foreseen(.anything)
      case .shape: return .foreseen(.number)
      case .data, .images, .codes, .measures: return try elements(of: container, indices)
      default: break
      }
    default: break
    }
    throw Diagnostic(
      at: base.range, "`\(base.range.text)` is \(container.type.described), which has no members by index")
  }

  private func member(
    of family: Family, _ base: Expression, _ indices: [Expression], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let wanted = family.indexNames.count
    guard wanted == 0 || indices.count <= wanted else {
      throw Diagnostic(
        at: range,
        "`\(base.range.text)` has \(countText(wanted, "index", plural: "indices")), and these are "
          + countText(indices.count))
    }
    guard let index = try index(of: indices) else {
      return .foreseen(indices.count < wanted ? .family : family.memberType)
    }
    if let member = family[index] { return member }
    if let members = family.members(under: index) { return .family(members) }
    if family.isOpen { return .foreseen(indices.count < wanted ? .anything : family.memberType) }
    throw Diagnostic(
      at: range, "there is no `\(base.range.text)[\(index)]`",
      expected: oneOf(family.members.keys.map { "`\(base.range.text)[\($0)]`" }))
  }

  /// One or some of what lies in a row: `sizes[0]`, `validation[3]`, `codes[0..9]`.
  private func elements(of container: Value, _ indices: [Expression]) throws(Diagnostic) -> Value {
    if let second = indices.dropFirst().first {
      throw Diagnostic(
        at: second.range, "\(container.type.described) has one index alone", expected: "a place, or a range of places")
    }
    let index = try value(of: indices[0])
    let count = container.rowCount
    guard let places = try places(index, of: count, in: container, at: indices[0].range) else {
      return Self.foreseenElements(of: container, count: index.type == .number ? 1 : nil)
    }
    if container.isForeseen { return Self.foreseenElements(of: container, count: places.count) }
    let isOne = index.type == .number
    switch container {
    case .data(let set):
      do { return .data(try set.picking(places)) } catch { throw Diagnostic(error, at: indices[0].range) }
    case .images(let images):
      do { return .images(try images.picking(places, unless: stop)) } catch {
        throw Diagnostic(error, at: indices[0].range)
      }
    case .codes(let codes): return .codes(codes.picking(places))
    case .measures(let measures):
      if isOne, let column = measures.single { return .number(column.values[places[0]]) }
      return .measures(measures.picking(places))
    case .range(let first, let last):
      let numbers = places.map { Value.number(Double(first <= last ? first + $0 : first - $0)) }
      return isOne ? numbers[0] : .list(numbers)
    default:
      let values = container.rowValues
      return isOne ? values[places[0]] : .list(places.map { values[$0] })
    }
  }

  /// The places that an index names; nil where only the run knows them. Throws where one is outside.
  private func places(
    _ index: Value, of count: Int?, in container: Value, at range: SourceRange
  ) throws(Diagnostic) -> [Int]? {
    if index.isForeseen { return nil }
    var places: [Int] = []
    for value in index.expanded {
      guard case .number(let number) = value, let place = Int(exactly: number) else {
        throw Diagnostic(
          at: range,
          "a place is a whole number, counted from 0, and this is \(value.inText.isEmpty ? value.type.described : value.inText)"
        )
      }
      if place < 0 || place >= count ?? .max {
        throw Diagnostic(
          at: range,
          count.map { "there is no place \(numberText(number)): here are \(countText($0, "element")), counted from 0" }
            ?? "a place is counted from 0")
      }
      places.append(place)
    }
    guard !places.isEmpty else { throw Diagnostic(at: range, "there is no place in an empty list") }
    return places
  }

  private static func foreseenElements(of container: Value, count: Int?) -> Value {
    guard var facts = container.facts else { return .foreseen(.anything) }
    if facts.type == .measures, count == 1 {
      // Of one measure an image has a number, of several all of them.
      guard let measures = facts.measures, measures.count > 1 else {
        return .foreseen(facts.measures == nil ? .anything : .number)
      }
    }
    facts.count = count
    facts.isSortedByClass = nil
    return .foreseen(facts)
  }
}

extension Value {
  /// How many elements it has, of what lies in a row; nil where only the run knows.
  fileprivate var rowCount: Int? {
    switch self {
    case .list(let values): values.count
    case .range(let first, let last): abs(last - first) + 1
    case .shape(let sides): sides.count
    default: facts?.count
    }
  }

  /// The elements of a list or a shape.
  fileprivate var rowValues: [Value] {
    switch self {
    case .list(let values): values
    case .shape(let sides): sides.map { .number(Double($0)) }
    default: []
    }
  }
}
