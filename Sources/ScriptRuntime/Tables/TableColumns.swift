internal import Analysis

/// Columns of numbers or texts, a row for each of the things that are compared.
///
/// A row may stand for several things that were joined: its numbers are then means, and tell how far these lie apart.
public struct Table: Sendable {
  /// How far the numbers that a mean is made of lie apart.
  public struct Spread: Hashable, Sendable {
    /// The standard deviation of the sample, which divides by one less than there are numbers.
    public let deviation: Double
    /// The least of the numbers.
    public let low: Double
    /// The greatest of the numbers.
    public let high: Double
    /// How many numbers there are, two at least.
    public let count: Int
  }

  /// A number in a cell: one alone, or the mean of several.
  public struct Number: Hashable, Sendable {
    /// The number, or the mean.
    public let mean: Double
    /// How far the numbers lie apart; nil where there is one alone, or where that tells nothing.
    public let spread: Spread?

    /// A number alone.
    public init(_ number: Double) { (mean, spread) = (number, nil) }

    /// The mean of several numbers; nil where there is none.
    init?(joining numbers: [Number]) {
      guard let first = numbers.first else { return nil }
      guard numbers.count > 1 else {
        self = first
        return
      }
      let values = numbers.map(\.mean)
      mean = Summary.mean(values)
      spread = Spread(
        deviation: Summary.deviation(values), low: values.min() ?? .nan, high: values.max() ?? .nan,
        count: values.count)
    }

    private init(withoutSpread number: Number) { (mean, spread) = (number.mean, nil) }

    /// The number without what its spread is.
    var alone: Number { Number(withoutSpread: self) }
  }

  /// What stands under one head.
  public struct Column: Sendable {
    /// What the cells hold.
    public enum Cells: Sendable {
      /// Numbers; nil for an empty cell.
      case numbers([Number?])
      /// Texts.
      case texts([String])
    }

    /// What a column is of.
    public enum Role: Sendable {
      /// It tells rows apart.
      case index
      /// It says how something was made, and is the same wherever the same was made again.
      case fact
      /// It was measured, and differs a little whenever that is done.
      case measure
    }

    /// What stands over it, and what scripts call it; no other column has it.
    public let name: String
    /// What an axis calls it.
    public let label: String
    /// What it is of.
    public let role: Role
    /// Its cells, one for each row.
    public let cells: Cells

    /// A column, which an axis calls by its name unless it has a label.
    public init(_ name: String, label: String? = nil, role: Role, _ cells: Cells) {
      (self.name, self.label, self.role, self.cells) = (name, label ?? name, role, cells)
    }

    /// The numbers; nil of a column of texts.
    var numbers: [Number?]? { if case .numbers(let numbers) = cells { numbers } else { nil } }

    /// Whether a cell tells how far numbers lie apart.
    var hasSpread: Bool { numbers?.contains { $0?.spread != nil } ?? false }

    /// How many cells there are.
    var count: Int {
      switch cells {
      case .numbers(let numbers): numbers.count
      case .texts(let texts): texts.count
      }
    }
  }

  /// The columns, from the left.
  public let columns: [Column]
  /// How many rows there are.
  public let count: Int
  /// What the trainings in it have in common, where their errors can be compared with those of principal components.
  public internal(set) var origin: Origin?

  /// A table of columns.
  /// - Precondition: All of them are of one length, and each has a name of its own.
  public init(_ columns: [Column]) {
    count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { [count] in $0.count == count }, "Columns have a cell for each row.")
    precondition(Set(columns.map(\.name)).count == columns.count, "Each column has a name of its own.")
    self.columns = columns
  }

  /// The column of a name; nil where there is none.
  public subscript(name: String) -> Column? { columns.first { $0.name == name } }

  /// What the name of a column of deviations ends in, behind the name of what deviates.
  static let deviation = "_deviation"

  /// A column as the values of a list, by its name, or that of its deviations; nil where there is none.
  func values(_ name: String) -> [Value]? {
    if let column = self[name] {
      switch column.cells {
      case .numbers(let numbers): return numbers.map { $0.map { .number($0.mean) } ?? .number(.nan) }
      case .texts(let texts): return texts.map { .text($0) }
      }
    }
    guard name.hasSuffix(Self.deviation), let column = self[String(name.dropLast(Self.deviation.count))],
      column.hasSpread
    else { return nil }
    return column.numbers?.map { .number($0?.spread?.deviation ?? .nan) }
  }

  /// All names that ``values(_:)`` knows.
  var names: [String] { columns.flatMap { $0.hasSpread ? [$0.name, $0.name + Self.deviation] : [$0.name] } }
}
