/// Which names of a file stand for which of a model: each pair replaces a leading part of names.
public struct NameMap: Sendable, Hashable {
  /// A text that is no map of names.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found and what was expected.
    public let description: String
  }

  /// The leading parts in the file and in the model.
  let pairs: [(from: String, to: String)]

  /// No other names.
  public init() { pairs = [] }

  /// Reads pairs such as `enc.conv1=encoder.0`, one or several with commas between them in each text.
  public init(_ texts: [String]) throws(Mistake) {
    var pairs: [(from: String, to: String)] = []
    for text in texts.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(Self.part)
      guard sides.count == 2, !sides[0].isEmpty else {
        throw Mistake(description: "“\(Self.trimmed(text))” is no pair of names, as in `enc.conv1=encoder.0`")
      }
      guard !pairs.contains(where: { $0.from == sides[0] }) else {
        throw Mistake(description: "`\(sides[0])` is mapped twice")
      }
      pairs.append((sides[0], sides[1]))
    }
    self.pairs = pairs
  }

  /// A leading part without spaces around it, and without the point that ends it.
  private static func part(_ text: Substring) -> String {
    let text = trimmed(text)
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The name in the model, and which pair gives it: the one with the longest part. Nil where none fits.
  func applied(to name: String) -> (name: String, pair: Int)? {
    var best: Int?
    for (index, pair) in pairs.enumerated() where name == pair.from || name.hasPrefix(pair.from + ".") {
      if best.map({ pairs[$0].from.count < pair.from.count }) ?? true { best = index }
    }
    guard let best else { return nil }
    let (from, to) = pairs[best]
    let rest = name.dropFirst(from.count)
    return (to.isEmpty ? String(rest.drop { $0 == "." }) : to + rest, best)
  }

  /// Whether the pairs are the same.
  public static func == (left: NameMap, right: NameMap) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0.from == $1.from && $0.to == $1.to }
  }

  /// Hashes the pairs.
  public func hash(into hasher: inout Hasher) {
    for pair in pairs {
      hasher.combine(pair.from)
      hasher.combine(pair.to)
    }
  }
}
