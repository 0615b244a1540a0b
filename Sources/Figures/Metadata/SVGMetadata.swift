/// What SVG files tell: a title and a description for screen readers, and the figure's JSON as metadata.
///
/// Source: W3C, "Scalable Vector Graphics (SVG) 2", 5.9 and 5.10; WAI-ARIA Graphics Module, role `img`.
enum SVGMetadata {
  private static let start = "<metadata id=\"darkroom\">"
  private static let end = "</metadata>"

  /// What is added to the attributes of the root element.
  static func attributes(for figure: Figure) -> String {
    figure.metadata.title == nil
      ? "role=\"img\" aria-labelledby=\"description\" " : "role=\"img\" aria-labelledby=\"title description\" "
  }

  /// The elements that come first in the root element.
  static func elements(for figure: Figure) -> String {
    let metadata = figure.metadata
    let description = [figure.summary, metadata.caption].compactMap(\.self).joined(separator: " ")
    var elements = metadata.title.map { "\n<title id=\"title\">\(escaped($0))</title>" } ?? ""
    elements += "\n<desc id=\"description\">\(escaped(description))</desc>"
    return elements + "\n" + start + escaped(metadata.json) + end
  }

  /// The JSON of an SVG; nil where it has none.
  static func json(in bytes: [UInt8]) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let first = text.firstRange(of: start), let last = text[first.upperBound...].firstRange(of: end) else {
      return nil
    }
    let escaped = text[first.upperBound..<last.lowerBound]
    let json = escaped.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    return Array(json.utf8)
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in Typeface.drawable(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      // Not allowed in XML, whatever the escape.
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
