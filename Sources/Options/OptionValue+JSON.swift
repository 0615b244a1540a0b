package import Basics

extension OptionValue {
  /// The value as JSON, with every digit of its numbers: a word for its kind, and what it is.
  package var json: JSONValue {
    switch self {
    case .whole(let number): ["whole", .integer(number)]
    case .number(let number): ["number", .number(number)]
    case .flag(let flag): ["flag", .boolean(flag)]
    case .text(let text): ["text", .text(text)]
    case .extent(let extent): ["extent", .integer(extent.height), .integer(extent.width)]
    case .shape(let sides): .list(["shape"] + sides.map { .integer($0) })
    case .term(let term): ["term", term.json]
    case .sum(let terms): .list(["sum"] + terms.map { [.number($0.weight), $0.term.json] })
    case .list(let values): .list(["list"] + values.map(\.json))
    }
  }

  /// The value that JSON says; nil for what is none. Whether it suits an option is what the option's kind says.
  package init?(json: JSONValue) {
    guard let parts = json.list, let kind = parts.first?.text else { return nil }
    let rest = parts.dropFirst()
    func all<Element>(_ read: (JSONValue) -> Element?) -> [Element]? {
      let elements = rest.compactMap(read)
      return elements.count == rest.count ? elements : nil
    }
    switch (kind, rest.first) {
    case ("whole", .integer(let number)?) where rest.count == 1: self = .whole(number)
    case ("number", let value?) where rest.count == 1:
      guard let number = value.number else { return nil }
      self = .number(number)
    case ("flag", .boolean(let flag)?) where rest.count == 1: self = .flag(flag)
    case ("text", .text(let text)?) where rest.count == 1: self = .text(text)
    case ("extent", _):
      guard let sides = all(\.integer), sides.count == 2 else { return nil }
      self = .extent(Extent(height: sides[0], width: sides[1]))
    case ("shape", _):
      guard let sides = all(\.integer) else { return nil }
      self = .shape(sides)
    case ("term", let value?) where rest.count == 1:
      guard let term = Term(json: value) else { return nil }
      self = .term(term)
    case ("sum", _):
      let terms = all { part -> WeightedTerm? in
        guard let pair = part.list, pair.count == 2, let weight = pair[0].number, let term = Term(json: pair[1]) else {
          return nil
        }
        return WeightedTerm(weight: weight, term: term)
      }
      guard let terms else { return nil }
      self = .sum(terms)
    case ("list", _):
      guard let values = all({ OptionValue(json: $0) }) else { return nil }
      self = .list(values)
    default: return nil
    }
  }
}

extension Term {
  fileprivate var json: JSONValue { [.text(name), values.json] }

  fileprivate init?(json: JSONValue) {
    guard let parts = json.list, parts.count == 2, let name = parts[0].text, let values = OptionValues(json: parts[1])
    else { return nil }
    self.init(name, values)
  }
}

extension OptionValues {
  /// The values as JSON, by name.
  package var json: JSONValue { .object(values.mapValues(\.json)) }

  /// The values that JSON says; nil where one of them is none.
  package init?(json: JSONValue) {
    guard let members = json.object else { return nil }
    let read = members.compactMapValues { OptionValue(json: $0) }
    guard read.count == members.count else { return nil }
    self.init(read)
  }
}
