/// A chart of lines over two axes.
public struct LineChart: Sendable {
  /// What stands above the chart; nil for nothing.
  public var title: String?
  /// The lower axis.
  public var horizontal: Axis
  /// The axis on the left.
  public var vertical: Axis
  /// A second reading of the lower axis, such as epochs for steps, drawn above the chart.
  public var secondScale: SecondScale?
  /// The lines, drawn in this order.
  public var lines: [Line]
  /// The shaded stretches, drawn below the lines.
  public var bands: [Band] = []
  /// Where the lines' names stand.
  public var names = LineNames.legend
  /// Whether both axes are equally long, as where they measure the same.
  public var isSquare = false
  /// A remark below the chart, such as what is left out; nil for none.
  public var note: String?

  /// A chart of `lines`.
  public init(
    title: String? = nil, horizontal: Axis = Axis(), vertical: Axis = Axis(), secondScale: SecondScale? = nil,
    lines: [Line], note: String? = nil
  ) {
    self.title = title
    self.horizontal = horizontal
    self.vertical = vertical
    self.secondScale = secondScale
    self.lines = lines
    self.note = note
  }
}

/// Where the names of a chart's lines stand.
public enum LineNames: Hashable, Sendable {
  /// In a legend that covers no data.
  case legend
  /// Beside the last points of the lines; in a legend where there is no room for all of them.
  case ends
  /// Nowhere.
  case none
}

/// One axis of a chart.
public struct Axis: Hashable, Sendable {
  /// How numbers become places along an axis.
  public enum Scale: Hashable, Sendable {
    /// Equal steps for equal differences.
    case linear
    /// Equal steps for equal ratios; numbers that are not positive have no place and are left out.
    case logarithmic
  }

  /// What the axis shows, with its unit; nil for nothing.
  public var label: String?
  /// How numbers become places.
  public var scale: Scale
  /// The first and last number shown; nil to measure them from the data.
  public var limits: ClosedRange<Double>?
  /// Whether the axis counts, so that only whole numbers are marked.
  public var isWhole: Bool
  /// The numbers to mark, as many of them as have room; nil to find round ones.
  public var marks: [Double]?

  /// An axis.
  public init(
    label: String? = nil, scale: Scale = .linear, limits: ClosedRange<Double>? = nil, isWhole: Bool = false,
    marks: [Double]? = nil
  ) {
    self.label = label
    self.scale = scale
    self.limits = limits
    self.isWhole = isWhole
    self.marks = marks
  }
}

/// A second scale for the lower axis: named places on it, such as the end of every epoch.
public struct SecondScale: Hashable, Sendable {
  /// What the scale counts.
  public var label: String
  /// Where the numbers lie on the lower axis; the first is where counting starts.
  public var places: [Double]
  /// The number at the first of the places.
  public var first: Int

  /// A scale whose number `first + i` lies at `places[i]` of the lower axis.
  public init(label: String, places: [Double], first: Int = 0) {
    self.label = label
    self.places = places
    self.first = first
  }
}

/// One line of a chart, with the look it is drawn in.
public struct Line: Hashable, Sendable {
  /// How the line itself is drawn.
  public enum Stroke: Hashable, Sendable {
    /// Without gaps.
    case solid
    /// In dashes.
    case dashed
    /// Not at all: markers alone.
    case none
  }

  /// What stands at every point.
  public enum Marker: Hashable, Sendable {
    /// Nothing.
    case none
    /// A filled circle.
    case circle
    /// A circle with the page's colour inside.
    case ring
  }

  /// The name in the legend; nil for none.
  public var name: String?
  /// Where the points lie along the lower axis.
  public var x: [Double]
  /// How high the points lie; NaN leaves a gap.
  public var y: [Double]
  /// Which colour of the palette; lines of the same run share one.
  public var colorIndex: Int
  /// How the line is drawn.
  public var stroke: Stroke
  /// What stands at every point.
  public var marker: Marker
  /// Whether it is drawn pale and thin, as the background of another line.
  public var isFaded: Bool

  /// A line through `(x[i], y[i])`.
  public init(
    name: String? = nil, x: [Double], y: [Double], colorIndex: Int = 0, stroke: Stroke = .solid,
    marker: Marker = .none, isFaded: Bool = false
  ) {
    precondition(x.count == y.count, "a line has as many x as y")
    self.name = name
    self.x = x
    self.y = y
    self.colorIndex = colorIndex
    self.stroke = stroke
    self.marker = marker
    self.isFaded = isFaded
  }
}
