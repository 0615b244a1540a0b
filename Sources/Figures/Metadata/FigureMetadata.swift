import Basics

/// What a figure's file tells of the figure: what it is called, and what made it.
public struct FigureMetadata: Hashable, Sendable {
  /// What stands above the figure.
  public var title: String?
  /// What stands below the figure.
  public var caption: String?
  /// What made it.
  public var provenance: Provenance
  /// When it was made, in ISO 8601.
  public var date: String?

  /// What is told of a figure.
  public init(title: String? = nil, caption: String? = nil, provenance: Provenance = Provenance()) {
    self.title = title
    self.caption = caption
    self.provenance = provenance
    date = provenance.date
  }

  /// All of it as one line of JSON, which every format carries; only ASCII, so that none has to say how it is encoded.
  package var json: String {
    var members: [String: JSONValue] = [:]
    members["title"] = title.map(JSONValue.text)
    members["caption"] = caption.map(JSONValue.text)
    members["program"] = provenance.program.map(JSONValue.text)
    members["script"] = provenance.script.map(JSONValue.text)
    members["text"] = provenance.scriptText.map(JSONValue.text)
    members["date"] = date.map(JSONValue.text)
    members["seeds"] = .list(provenance.seeds.map { Int(exactly: $0).map(JSONValue.integer) ?? .text(String($0)) })
    members["parameters"] = .list(
      provenance.parameters.map { ["name": .text($0.name), "value": .text($0.value)] })
    return Self.ascii(JSONValue.object(members).json())
  }

  /// What a file's JSON says; nil for JSON that is none, or not of this kind.
  package init?(json: some Sequence<UInt8>) {
    guard let value = try? JSONValue(json: json), value.object != nil else { return nil }
    title = value["title"]?.text
    caption = value["caption"]?.text
    date = value["date"]?.text
    provenance = Provenance()
    provenance.program = value["program"]?.text
    provenance.script = value["script"]?.text
    provenance.scriptText = value["text"]?.text
    provenance.seeds = (value["seeds"]?.list ?? []).compactMap { seed in
      seed.integer.flatMap(UInt64.init(exactly:)) ?? seed.text.flatMap { UInt64($0) }
    }
    provenance.parameters = (value["parameters"]?.list ?? []).compactMap { entry in
      guard let name = entry["name"]?.text, let text = entry["value"]?.text else { return nil }
      return Provenance.Parameter(name: name, value: text)
    }
  }

  /// JSON with everything beyond ASCII, which stands inside its texts, escaped.
  private static func ascii(_ json: String) -> String {
    var ascii = ""
    for unit in json.utf16 {
      if unit < 0x7F, let scalar = UnicodeScalar(unit) {
        ascii.unicodeScalars.append(scalar)
      } else {
        let digits = String(unit, radix: 16)
        ascii += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return ascii
  }
}
