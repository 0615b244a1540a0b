public import Figures

/// A value as a session displays it: as lines, and perhaps in richer forms that say the same.
public struct DisplayedValue: Hashable, Sendable {
  /// The value in lines.
  public let text: String
  /// Other forms by their MIME types, such as `text/html`.
  public let forms: [String: String]
  /// A small picture of it, pixel by pixel, for front ends that show pictures below lines; nil for none.
  public let picture: Raster?

  /// A value in lines, and in other forms where there are any.
  public init(_ text: String, forms: [String: String] = [:], picture: Raster? = nil) {
    (self.text, self.forms, self.picture) = (text, forms, picture)
  }
}
