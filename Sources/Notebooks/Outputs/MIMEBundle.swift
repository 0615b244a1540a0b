public import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One thing in several forms, from which whoever shows it picks: a PNG, an SVG, a line of text.
public struct MIMEBundle: Hashable, Sendable {
  /// The forms by their MIME types, such as `image/png`.
  public var forms: [String: MIMEContent]

  /// Collects forms.
  public init(_ forms: [String: MIMEContent] = [:]) { self.forms = forms }

  /// The form of a MIME type; nil where there is none.
  public subscript(_ type: String) -> MIMEContent? {
    get { forms[type] }
    set { forms[type] = newValue }
  }
}

/// One form of something, as its MIME type asks for.
public enum MIMEContent: Hashable, Sendable {
  /// Text, SVG too.
  case text(String)
  /// The bytes of a picture, or of something else that is no text; in base64 where they are written.
  case bytes([UInt8])
  /// A value.
  case json(JSONValue)

  /// Reads a form as an `.ipynb` file holds it.
  init(_ value: JSONValue, type: String) {
    guard !Self.isJSON(type), let text = Self.text(in: value) else {
      self = .json(value)
      return
    }
    // Only what is written back as the same text counts as bytes: base64 with line breaks stays the text that it is.
    if Self.isBinary(type), let data = Data(base64Encoded: text), data.base64EncodedString() == text {
      self = .bytes([UInt8](data))
    } else {
      self = .text(text)
    }
  }

  /// The form as JSON, text in one piece.
  var json: JSONValue {
    switch self {
    case .text(let text): .text(text)
    case .bytes(let bytes): .text(Data(bytes).base64EncodedString())
    case .json(let value): value
    }
  }

  /// The bytes of a picture; nil for what is not base64.
  var pictureBytes: [UInt8]? {
    switch self {
    case .bytes(let bytes): bytes
    case .text(let text): Data(base64Encoded: text, options: .ignoreUnknownCharacters).map { [UInt8]($0) }
    case .json: nil
    }
  }

  /// The text; nil for what is none.
  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// A text, or a list of them put together; nil for anything else.
  static func text(in value: JSONValue) -> String? {
    if let text = value.text { return text }
    guard let list = value.list else { return nil }
    var joined = ""
    for element in list {
      guard let part = element.text else { return nil }
      joined += part
    }
    return joined
  }

  private static func isJSON(_ type: String) -> Bool {
    type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
  }

  private static func isBinary(_ type: String) -> Bool {
    (type.hasPrefix("image/") && type != "image/svg+xml") || type.hasPrefix("audio/") || type.hasPrefix("video/")
      || type == "application/pdf" || type == "application/octet-stream"
  }
}

extension MIMEBundle {
  /// Reads the forms of an object; nil for what is no object.
  init?(_ value: JSONValue) {
    guard let members = value.object else { return nil }
    forms = Dictionary(uniqueKeysWithValues: members.map { ($0.key, MIMEContent($0.value, type: $0.key)) })
  }

  /// The forms as an object, each text in one piece.
  var json: JSONValue { .object(forms.mapValues(\.json)) }
}
