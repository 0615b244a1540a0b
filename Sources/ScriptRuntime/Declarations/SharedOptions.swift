import Options

/// The options of all rows of a table, as a command takes them that has a row chosen by name.
struct SharedOptions {
  /// Each option once, with the names of those that have it where not all do.
  let all: [OptionDeclaration]

  /// The options of some declarations; where they disagree about a default, none is told.
  ///
  /// - Parameter mergesKinds: Whether an option takes what it takes anywhere, rather than what it takes first.
  init(_ owners: [TermDeclaration], mergesKinds: Bool = false, tellsOwners: (_ count: Int) -> Bool) {
    var names: Set<String> = []
    all = owners.flatMap(\.options).filter { names.insert($0.name).inserted }.map { option in
      let having = owners.filter { $0.options.contains { $0.name == option.name } }
      let defaults = Set(having.map { owner in owner.options.first { $0.name == option.name }?.defaultValue })
      let told = tellsOwners(having.count) ? " (\(having.map(\.name).joined(separator: ", ")))" : ""
      let kinds = having.compactMap { owner in owner.options.first { $0.name == option.name }?.kind }
      return OptionDeclaration(
        option.name, mergesKinds ? Self.merged(kinds) : option.kind,
        default: defaults.count == 1 ? option.defaultValue : nil, unit: option.unit,
        otherName: option.otherName, option.summary + told)
    }
  }

  /// What any of the kinds takes: the words of all choices, and else one kind or the other.
  private static func merged(_ kinds: [OptionKind]) -> OptionKind {
    var words: [OptionChoice] = []
    var others: [OptionKind] = []
    for kind in kinds {
      if case .choice(let choices) = kind {
        words += choices.filter { choice in !words.contains { $0.word == choice.word } }
      } else if !others.contains(kind) {
        others.append(kind)
      }
    }
    let all = (words.isEmpty ? [] : [.choice(words)]) + others
    return all.dropFirst().reduce(all[0]) { .either($0, $1) }
  }
}
