/// A row of a table: the name that scripts write, its options, and what is made of them.
public struct OptionRow<Product>: Sendable {
  /// The name, what it is, and its options.
  public let declaration: TermDeclaration
  private let build: @Sendable (OptionValues) -> Product

  /// A row; `build` gets values that were checked.
  public init(
    _ name: String, _ summary: String, options: [OptionDeclaration] = [], opensBlock: Bool = false,
    build: @escaping @Sendable (OptionValues) -> Product
  ) {
    declaration = TermDeclaration(name, summary, options: options, opensBlock: opensBlock)
    self.build = build
  }

  /// The name that scripts write.
  public var name: String { declaration.name }

  /// What the options make; throws when one is unknown, missing or out of range.
  public func make(_ values: OptionValues = OptionValues()) throws(OptionError) -> Product {
    build(try values.checked(for: declaration))
  }
}

/// A table of what scripts can name in one place: optimisers, schedules, corruptions.
public struct OptionTable<Product>: Sendable {
  /// The rows, in the order in which help lists them.
  public let rows: [OptionRow<Product>]

  /// A table of rows, no two of one name.
  public init(_ rows: [OptionRow<Product>]) { self.rows = rows }

  /// The names, in order.
  public var names: [String] { rows.map(\.name) }

  /// What help and completion say of the rows.
  public var declarations: [TermDeclaration] { rows.map(\.declaration) }

  /// The row of a name, or nil.
  public subscript(name: String) -> OptionRow<Product>? { rows.first { $0.name == name } }

  /// What a term makes that an option of this table has accepted.
  /// - Precondition: The term is one of the table's.
  public func make(_ term: Term) -> Product {
    guard let row = self[term.name], let product = try? row.make(term.values) else {
      preconditionFailure("`\(term)` is none of \(names).")
    }
    return product
  }
}
