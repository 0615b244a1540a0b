import Options

/// The options of all rows of a table, as a command takes them that has a row chosen by name.
struct SharedOptions {
  /// Each option once, with the names of those that have it where not all do.
  let all: [OptionDeclaration]

  /// The options of some declarations; where they disagree about a default, none is told.
  init(_ owners: [TermDeclaration], tellsOwners: (_ count: Int) -> Bool) {
    var names: Set<String> = []
    all = owners.flatMap(\.options).filter { names.insert($0.name).inserted }.map { option in
      let having = owners.filter { $0.options.contains { $0.name == option.name } }
      let defaults = Set(having.map { owner in owner.options.first { $0.name == option.name }?.defaultValue })
      let told = tellsOwners(having.count) ? " (\(having.map(\.name).joined(separator: ", ")))" : ""
      return OptionDeclaration(
        option.name, option.kind, default: defaults.count == 1 ? option.defaultValue : nil, unit: option.unit,
        otherName: option.otherName, option.summary + told)
    }
  }
}
