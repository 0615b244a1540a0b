/// What SVG files tell: a title and a description for screen readers, and the figure's JSON as metadata.
///
/// Source: W3C, "Scalable Vector Graphics (SVG) 2", 5.9 and 5.10; WAI-ARIA Graphics Module, role `img`.
enum SVGMetadata {
  private static let start = "<metadata class=\"darkroom\">"
  private static let end = "</metadata>"

  /// What stands for the prefix of a file's own names, which is known only when the file is complete: no text holds a
  /// character of its kind.
  static let prefix = "\u{1}"

  /// What is added to the attributes of the root element.
  static func attributes(for figure: Figure) -> String {
    let title = figure.metadata.title == nil ? "" : "\(prefix)-title "
    return " role=\"img\" aria-labelledby=\"\(title)\(prefix)-description\""
  }

  /// The elements that come first in the root element.
  static func elements(for figure: Figure) -> String {
    let metadata = figure.metadata
    let description = [figure.summary, metadata.caption].compactMap(\.self).joined(separator: " ")
    var elements = metadata.title.map { "\n<title id=\"\(prefix)-title\">\(escaped($0))</title>" } ?? ""
    elements += "\n<desc id=\"\(prefix)-description\">\(escaped(description))</desc>"
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
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
