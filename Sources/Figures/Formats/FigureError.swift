internal import Basics

/// What can go wrong while a figure is laid out, drawn or written.
public enum FigureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's ending names no format.
  case unknownEnding(path: String)
  /// A side is no positive number of pixels, or more than Cairo draws.
  case sizeOutOfRange(width: Double, height: Double, unit: String)
  /// All pixels together are more than are drawn.
  case areaOutOfRange(width: Double, height: Double)
  /// The resolution is no sensible number of pixels an inch.
  case resolutionOutOfRange(Double)
  /// The numbers given for images do not make up the shape given with them.
  case imageShape(String)
  /// The figure is too small to hold its own labels.
  case noRoom(width: Double, height: Double)
  /// Images side by side have more pixels than there is room for.
  case tooManyPixels(Int, room: Int)
  /// Cairo refused, and what it says.
  case drawing(reason: String)
  /// It was stopped before it was drawn.
  case interrupted
  /// The file could not be written, and what the system says.
  case cannotWrite(path: String, reason: String)

  /// The largest side of a figure, in pixels or points.
  public static let largestSide = 32_767

  /// The most pixels of a figure: a sheet of A0 at 300 pixels an inch has 140 million. Drawing one takes 9 bytes each.
  public static let largestArea = 200_000_000.0

  /// The error in words.
  public var description: String {
    switch self {
    case .unknownEnding(let path):
      let endings = FigureFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      return "cannot tell the figure's format from “\(path)”: expected a name that ends in one of \(endings)"
    case .sizeOutOfRange(let width, let height, let unit):
      return "a figure of \(describe(width)) x \(describe(height)) \(unit) cannot be drawn: "
        + "each side is at least 1 and at most \(Self.largestSide)"
    case .areaOutOfRange(let width, let height):
      return "a figure of \(describe(width)) x \(describe(height)) pixels cannot be drawn: "
        + "it has at most \(countText(Int(Self.largestArea))) of them"
    case .resolutionOutOfRange(let resolution):
      return "a resolution of \(describe(resolution)) pixels an inch cannot be drawn: expected 1 to 10000"
    case .imageShape(let reason):
      return reason
    case .noRoom(let width, let height):
      return "a figure of \(describe(width)) x \(describe(height)) points has no room for its labels: make it larger"
    case .tooManyPixels(let pixels, let room):
      return
        "the images side by side are \(pixels) pixels wide, and the figure has room for \(room) of its own: make it "
        + "larger, give it more `dpi`, or put fewer images in a row with `columns`"
    case .drawing(let reason):
      return "the figure could not be drawn: \(reason)"
    case .interrupted: return Interrupted().description
    case .cannotWrite(let path, let reason):
      return "cannot write “\(path)”: \(reason)"
    }
  }

  private func describe(_ side: Double) -> String {
    guard side.magnitude < 1e12 else { return String(side) }
    // Tenths are enough for people; an inch in millimetres has more.
    let tenths = (side * 10).rounded() / 10
    return tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)
  }
}

extension StopFlag {
  /// Throws ``FigureError/interrupted`` where a stop was asked for.
  func checkDrawing() throws(FigureError) {
    if isSet { throw .interrupted }
  }
}
