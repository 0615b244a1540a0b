import Basics

/// JSON, which is written and read again as the same.
enum JSONTarget: FuzzTarget {
  static let name = "json"

  static func run(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(json: bytes) else { return }
    for layout in [JSONValue.Layout.compact, .indented(1)] {
      require((try? JSONValue(json: value.json(layout).utf8)) == value, "JSON is not read as it was written")
    }
  }
}
