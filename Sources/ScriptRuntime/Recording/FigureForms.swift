public import Figures

/// A figure in the forms from which a notebook's reader chooses.
public struct FigureForms: Sendable {
  /// The figure as a PNG file, which moves where the figure does.
  public let png: [UInt8]
  /// The figure as an SVG file; nil where it moves, or is not asked for.
  public let svg: String?
  /// The size on a page, in pixels of which an inch has 96, however many the picture has.
  public let size: (width: Int, height: Int)

  /// Draws a figure.
  /// - Parameters:
  ///   - hasLines: Whether it is given as SVG too, which takes a reader longer to show.
  ///   - isAnimation: Whether it moves; a PNG can, and an SVG cannot.
  public init(_ figure: Figure, hasLines: Bool = true, isAnimation: Bool) throws {
    png = try figure.render(isAnimation ? .apng : .png)
    svg = hasLines && !isAnimation ? String(decoding: try figure.render(.svg), as: UTF8.self) : nil
    let scale = 96 / figure.size.resolution
    // The width and the height stand in a PNG's first chunk.
    size = (Self.pixels(at: 16, in: png, scale), Self.pixels(at: 20, in: png, scale))
  }

  private static func pixels(at place: Int, in png: [UInt8], _ scale: Double) -> Int {
    Int((Double(png[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }) * scale).rounded())
  }
}
