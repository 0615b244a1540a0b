import Basics

/// A page that tells what each number of a code does, a row a number.
public struct CodeSheet: Sendable {
  /// One number of the code.
  public struct Row: Sendable {
    /// Its name, such as its place in the code.
    public var name: String
    /// How much it varies.
    public var spread: Double
    /// How much it changes the picture.
    public var effect: Double
    /// The pictures along it, from low to high.
    public var traversal: [Raster]
    /// The pixels that it moves, in colours.
    public var map: Raster
    /// What it goes together with, from −1 to 1, in the order of ``CodeSheet/measures``; nil where there is no telling.
    public var measures: [Double?]
    /// The images where it is lowest and highest, from the outermost on.
    public var lowest, highest: [Raster]

    /// A row.
    public init(
      name: String, spread: Double, effect: Double, traversal: [Raster], map: Raster, measures: [Double?],
      lowest: [Raster], highest: [Raster]
    ) {
      self.name = name
      self.spread = spread
      self.effect = effect
      self.traversal = traversal
      self.map = map
      self.measures = measures
      self.lowest = lowest
      self.highest = highest
    }
  }

  /// What stands above the page; nil for nothing.
  public var title: String?
  /// What the spread is, and the effect.
  public var spreadName, effectName: String
  /// The names of what numbers go together with.
  public var measures: [String]
  /// The rows, from the top.
  public var rows: [Row]
  /// What stands below; nil for nothing.
  public var note: String?

  /// A page of `rows`.
  public init(
    title: String? = nil, spreadName: String, effectName: String, measures: [String], rows: [Row], note: String? = nil
  ) {
    self.title = title
    self.spreadName = spreadName
    self.effectName = effectName
    self.measures = measures
    self.rows = rows
    self.note = note
  }
}

extension Figure {
  /// A page of what each number of a code does.
  public init(_ sheet: CodeSheet, size: FigureSize = .automatic) { self.init(content: sheet, size: size) }
}
