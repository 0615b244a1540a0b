/// What a page of Darkroom's tells of what made it: JSON in an element of its own, near the page's beginning.
package enum HTMLMetadata {
  private static let opening = "<script type=\"application/json\" id=\"provenance\">"
  private static let closing = "</script>"
  /// The element lies within so many bytes, a script's text among them.
  private static let reach = 1 << 22

  /// The element. In JSON, `<` stands only inside of texts, where it can be escaped, so that nothing ends the element.
  package static func element(_ metadata: FigureMetadata) -> String {
    opening + metadata.json.replacing("<", with: "\\u003c") + closing
  }

  /// What the element holds; nil where there is none.
  static func json(in bytes: [UInt8]) -> [UInt8]? {
    let head = bytes.prefix(reach)
    guard let start = head.firstRange(of: Array(opening.utf8)) else { return nil }
    let rest = head[start.upperBound...]
    guard let end = rest.firstRange(of: Array(closing.utf8)) else { return nil }
    return Array(rest[..<end.lowerBound])
  }
}
