import Basics

/// What stands before the first cell of a percent file.
///
/// The notebook's own metadata is lines at the very start of the file, one an entry, which are comments to the script:
///
///     # notebook: {"authors": [{"name": "Ada"}]}
struct PercentPreamble: Hashable {
  /// The byte order mark, if there is one.
  var mark = ""
  /// The lines of metadata, with their ends.
  var metadataLines = ""
  /// What is behind them: blank lines, unless it was taken from where cells follow.
  var rest = ""

  private static let prefix = "# notebook: "

  /// What an `.ipynb` file says of the language, which is the same for all, and of the file itself, which is not kept.
  static let givenKeys: Set = ["kernelspec", "language_info", "orig_nbformat", "orig_nbformat_minor", "signature"]

  /// Parts a text into the mark, the metadata and the rest.
  init(_ text: String) {
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { mark = String(scalars.removeFirst()) }
    while let line = Self.firstLine(of: scalars), Self.entries(in: PercentLines.content(line)) != nil {
      metadataLines += line
      scalars = scalars.dropFirst(line.unicodeScalars.count)
    }
    rest = String(scalars)
  }

  /// The first line with its end, if it could be one of metadata.
  private static func firstLine(of scalars: Substring.UnicodeScalarView) -> String? {
    guard scalars.starts(with: prefix.unicodeScalars) else { return nil }
    guard let end = scalars.firstIndex(where: { $0 == "\n" || $0 == "\r" }) else { return String(scalars) }
    var behind = scalars.index(after: end)
    if scalars[end] == "\r", behind < scalars.endIndex, scalars[behind] == "\n" { scalars.formIndex(after: &behind) }
    return String(scalars[..<behind])
  }

  /// The entries that a line of metadata holds; nil where it is none.
  private static func entries(in line: String) -> [String: JSONValue]? {
    guard line.unicodeScalars.starts(with: prefix.unicodeScalars) else { return nil }
    return (try? JSONValue(json: line.utf8.dropFirst(prefix.utf8.count)))?.object
  }

  /// The notebook's metadata.
  var metadata: [String: JSONValue] {
    get {
      var metadata: [String: JSONValue] = [:]
      for line in PercentLines.split(metadataLines) {
        metadata.merge(Self.entries(in: PercentLines.content(line)) ?? [:]) { _, last in last }
      }
      return metadata.filter { !Self.givenKeys.contains($0.key) }
    }
    set {
      metadataLines = newValue.sorted { $0.key < $1.key }.map { entry in
        "\(Self.prefix)\(JSONValue.object([entry.key: entry.value]).json())\n"
      }.joined()
    }
  }

  var text: String { mark + metadataLines + rest }

  /// Whether a text behind some preamble is a cell without a header, all of it.
  static func leaves(_ text: String, behind preamble: String) -> Bool {
    !isBlank(text) && PercentPreamble(preamble + text).rest.utf8.elementsEqual(text.utf8)
  }

  /// Whether a text holds no cell.
  static func isBlank(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
  }
}
