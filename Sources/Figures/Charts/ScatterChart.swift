/// A chart of points over two axes, in groups told apart by colour and, where colours do not suffice, by shape, or of
/// small pictures.
public struct ScatterChart: Sendable {
  /// What stands above the chart; nil for nothing.
  public var title: String?
  /// The lower axis.
  public var horizontal: Axis
  /// The axis on the left.
  public var vertical: Axis
  /// The points, drawn in this order.
  public var groups: [ScatterGroup]
  /// How long the longer side of a picture is, in points of the page.
  public var pictureSide: Double
  /// Whether the names of the groups stand beside samples of their marks.
  package var hasLegend = true

  /// A chart of `groups`.
  public init(
    title: String? = nil, horizontal: Axis = Axis(), vertical: Axis = Axis(), groups: [ScatterGroup],
    pictureSide: Double = 16
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.groups = groups
    self.pictureSide = pictureSide
  }
}

/// Points of one colour and shape.
public struct ScatterGroup: Hashable, Sendable {
  /// The name in the legend; nil for none.
  public var name: String?
  /// Where the points lie along the lower axis.
  public var x: [Double]
  /// How high the points lie.
  public var y: [Double]
  /// What is drawn in the place of each point; empty for dots. A picture that would lie over an earlier one is a dot.
  public var pictures: [Raster]

  /// Points at `(x[i], y[i])`; those without a place on the axes are left out.
  ///
  /// Precondition: there are as many x as y, and as many pictures unless there are none.
  public init(name: String? = nil, x: [Double], y: [Double], pictures: [Raster] = []) {
    precondition(x.count == y.count, "a group has as many x as y")
    precondition(pictures.isEmpty || pictures.count == x.count, "a group has one picture for every point")
    self.name = name
    self.x = x
    self.y = y
    self.pictures = pictures
  }
}

extension Figure {
  /// A figure of a scatter chart, 7 by 4.25 inches where `size` leaves that open.
  public init(_ chart: ScatterChart, size: FigureSize = .automatic) {
    self.init(content: chart, size: size)
  }
}
