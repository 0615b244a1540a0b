/// A word that carries its arguments: `gaussian(0.3)`, `step(5, by=0.5)`, or the word alone.
public struct Term: Hashable, Sendable {
  /// The word.
  public let name: String
  /// Its arguments by their names.
  public let values: OptionValues

  /// A term; its arguments are checked where it is accepted.
  public init(_ name: String, _ values: OptionValues = OptionValues()) {
    self.name = name
    self.values = values
  }

  /// The term with its defaults filled in; nil where none of the declared ones is so called, or takes these arguments.
  func checked(among declarations: [TermDeclaration]) -> Term? {
    guard let declaration = declarations.first(where: { $0.name == name }),
      let values = try? values.checked(for: declaration)
    else { return nil }
    return Term(name, values, declaration)
  }

  private init(_ name: String, _ values: OptionValues, _ declaration: TermDeclaration) {
    self.init(name, values)
    written = declaration.written(values)
  }

  /// The term as a script writes it, without what is left at its default; known once it has been checked.
  private var written: String?

  /// Whether two terms are the same word with the same arguments.
  public static func == (left: Term, right: Term) -> Bool { left.name == right.name && left.values == right.values }

  /// Hashes the word and its arguments.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(values)
  }
}

extension Term: OptionReadable, CustomStringConvertible {
  /// Reads a term.
  public init?(_ value: OptionValue) {
    guard case .term(let term) = value else { return nil }
    self = term
  }

  /// The term as an option has it.
  public var optionValue: OptionValue { .term(self) }

  /// The term as a script writes it.
  public var description: String {
    written
      ?? (values.values.isEmpty
        ? name
        : "\(name)(\(values.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")))")
  }
}

/// A term and the number that it is multiplied by.
public struct WeightedTerm: Hashable, Sendable, CustomStringConvertible {
  /// The factor.
  public let weight: Double
  /// The term.
  public let term: Term

  /// A term times a factor.
  public init(weight: Double, term: Term) {
    self.weight = weight
    self.term = term
  }

  /// `0.1 * ssim`.
  public var description: String { weight == 1 ? "\(term)" : "\(OptionValue.number(weight)) * \(term)" }
}

/// A sum of weighted terms, as an option is read.
public struct TermSum: OptionReadable, Hashable {
  /// The terms, in the order in which they are written.
  public let terms: [WeightedTerm]

  /// A sum of terms.
  public init(_ terms: [WeightedTerm]) { self.terms = terms }

  /// Reads a sum.
  public init?(_ value: OptionValue) {
    guard case .sum(let terms) = value else { return nil }
    self.terms = terms
  }

  /// The sum as an option has it.
  public var optionValue: OptionValue { .sum(terms) }
}
