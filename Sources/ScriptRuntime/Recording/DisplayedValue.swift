/// A value as a session displays it: as lines, and perhaps in richer forms that say the same.
public struct DisplayedValue: Hashable, Sendable {
  /// The value in lines.
  public let text: String
  /// Other forms by their MIME types, such as `text/html`.
  public let forms: [String: String]

  /// A value in lines, and in other forms where there are any.
  public init(_ text: String, forms: [String: String] = [:]) {
    (self.text, self.forms) = (text, forms)
  }
}
