/// A matrix of numbers shown as colours, beside a bar that tells which colour means which number.
public struct HeatMap: Sendable {
  /// What stands above the map; nil for nothing.
  public var title: String?
  /// What the rows are; nil for nothing.
  public var rowLabel: String?
  /// What the columns are; nil for nothing.
  public var columnLabel: String?
  /// What the numbers are, beside the bar of colours; nil for nothing.
  public var valueLabel: String?
  /// The rows' names from above; nil to number them from `firstNumber` on.
  public var rowNames: [String]?
  /// The columns' names from the left; nil to number them from `firstNumber` on.
  public var columnNames: [String]?
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  /// The numbers, `[rows, columns]`; those that are not finite are grey and hatched.
  public let values: [Double]
  /// The numbers of the darkest and the brightest colour; nil to measure them.
  public var limits: ClosedRange<Double>?
  /// The number of the first row and of the first column, where they have no names.
  public var firstNumber: Int
  /// Whether numbers stand in the cells, where all of them have room.
  public var showsValues: Bool

  /// A map of the matrix `values`, `[rows, columns]`.
  ///
  /// Precondition: `values` holds exactly that many numbers, and there is one name for every row and column or none.
  public init(
    title: String? = nil, rowLabel: String? = nil, columnLabel: String? = nil, valueLabel: String? = nil,
    rowNames: [String]? = nil,
    columnNames: [String]? = nil, rows: Int, columns: Int, values: [Double], limits: ClosedRange<Double>? = nil,
    firstNumber: Int = 0, showsValues: Bool = true
  ) {
    precondition(rows >= 0 && columns >= 0 && values.count == rows * columns, "values are [rows, columns]")
    precondition(rowNames.map { $0.count == rows } ?? true, "there is one name for every row")
    precondition(columnNames.map { $0.count == columns } ?? true, "there is one name for every column")
    self.title = title
    self.rowLabel = rowLabel
    self.columnLabel = columnLabel
    self.valueLabel = valueLabel
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.rows = rows
    self.columns = columns
    self.values = values
    self.limits = limits
    self.firstNumber = firstNumber
    self.showsValues = showsValues
  }
}

extension Figure {
  /// A figure of a heat map, 6 by 4.75 inches, or more for many named rows or some numbered columns, where `size` leaves that open.
  public init(_ map: HeatMap, size: FigureSize = .automatic) {
    self.init(content: map, size: size)
  }
}
