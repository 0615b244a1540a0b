package import Basics

/// The words of a header: bare ones, and those of the form `key=value`.
package struct CellHeaderWords: Sendable {
  /// One `key=value`.
  package struct Entry: Sendable {
    /// The key.
    package let key: String
    /// The value as it is written.
    package let value: String
    /// The value; nil for `tags=[a, b]`, which is read though it is no JSON.
    package let json: JSONValue?
  }

  private(set) var bare: [String] = []
  private(set) var entries: [Entry] = []
  /// Whether a word began like an entry and was none.
  private(set) var hasFailedEntries = false

  /// Takes apart what stands behind the mark.
  init(_ text: Substring.UnicodeScalarView) {
    let scalars = Array(text)
    var index = 0
    // Behind a value that is never closed there are only bare words, so that no line is searched again and again.
    var seeksEntries = true
    while true {
      while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
      guard index < scalars.count else { return }
      if seeksEntries, let start = Self.valueStart(in: scalars, at: index) {
        if let end = Self.valueEnd(in: scalars, from: start) {
          let key = Self.text(scalars[index..<(start - 1)])
          let value = Self.text(scalars[start..<end])
          let json = try? JSONValue(json: value.utf8)
          if json != nil || key == "tags" {
            entries.append(Entry(key: key, value: value, json: json))
          } else {
            hasFailedEntries = true
            bare += scalars[index..<end].split(whereSeparator: \.properties.isWhitespace).map(Self.text)
          }
          index = end
          continue
        }
        seeksEntries = false
        hasFailedEntries = true
      }
      let start = index
      while index < scalars.count, !scalars[index].properties.isWhitespace { index += 1 }
      bare.append(Self.text(scalars[start..<index]))
    }
  }

  /// Where the value of a `key=` begins that stands here.
  private static func valueStart(in scalars: [Unicode.Scalar], at index: Int) -> Int? {
    var equals = index
    while equals < scalars.count, isKeyScalar(scalars[equals]) { equals += 1 }
    guard equals > index, equals + 1 < scalars.count, scalars[equals] == "=" else { return nil }
    let first = scalars[equals + 1]
    guard "\"[{-tfn".unicodeScalars.contains(first) || ("0"..."9").contains(first) else { return nil }
    return equals + 1
  }

  private static func isKeyScalar(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "_-.".unicodeScalars.contains(scalar)
  }

  /// Where a value ends: at white space outside quotes and brackets; nil where one of these is not closed.
  private static func valueEnd(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    var depth = 0
    var isQuoted = false
    var index = start
    while index < scalars.count {
      let scalar = scalars[index]
      if isQuoted {
        if scalar == "\\" { index += 1 } else if scalar == "\"" { isQuoted = false }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "[" || scalar == "{" {
        depth += 1
      } else if scalar == "]" || scalar == "}" {
        depth -= 1
      } else if scalar.properties.isWhitespace, depth <= 0 {
        break
      }
      index += 1
    }
    return depth > 0 || isQuoted ? nil : min(index, scalars.count)
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
