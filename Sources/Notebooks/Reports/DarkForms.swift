/// Figures of a notebook as they are on dark pages, by the same figures on light ones, as whoever drew them drew both.
public struct DarkForms: Sendable {
  /// Drawings as SVG, by the same drawings in the light theme.
  private var drawings: [String: String] = [:]
  /// The bytes of pictures, such as PNG files, by the bytes of the same pictures in the light theme.
  private var pictures: [[UInt8]: [UInt8]] = [:]

  /// None.
  public init() {}

  /// Adds a drawing.
  public mutating func add(drawing light: String, dark: String) { drawings[light] = dark }

  /// Adds a picture.
  public mutating func add(picture light: [UInt8], dark: [UInt8]) { pictures[light] = dark }

  /// Whether a report shows a picture in place of an SVG, which is too large to be a part of a page.
  public static func needPicture(insteadOf drawing: String) -> Bool { drawing.utf8.count > ReportPicture.hugeDrawing }

  /// A drawing in the dark theme; nil where there is none.
  func drawing(_ light: String) -> String? { drawings[light] }

  /// A picture in the dark theme; nil where there is none.
  func picture(_ light: [UInt8]) -> [UInt8]? { pictures[light] }
}
