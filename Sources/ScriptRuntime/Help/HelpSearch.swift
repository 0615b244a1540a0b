internal import Basics

/// Finds the commands whose pages of help speak of something that is no command's name: `loss curve`, `t-SNE`.
public enum HelpSearch {
  /// The names of the commands whose pages speak most of some words, best first; empty where none speaks of each of them.
  public static func commands(for topic: String, limit: Int = 4) -> [String] {
    let wanted = words(of: topic).filter { $0.count > 2 }
    guard !wanted.isEmpty, wanted.count <= 8 else { return [] }
    let pages = CommandTable.rows.map { row in
      (row.name, title: words(of: row.name + " " + row.summary), text: words(of: row.discussion + optionText(row)))
    }
    let found = pages.compactMap { name, title, text -> (name: String, weight: Int)? in
      let weights = wanted.map { word in 8 * count(of: word, in: title) + count(of: word, in: text) }
      return weights.contains(0) ? nil : (name, weights.reduce(0, +))
    }
    return found.sorted { ($1.weight, $0.name) < ($0.weight, $1.name) }.prefix(limit).map(\.name)
  }

  /// What to say where there is no help on a topic; nil where no page speaks of it.
  public static func hint(for topic: String) -> String? {
    let found = commands(for: topic).map { "`help \($0)`" }
    return found.isEmpty ? nil : "\(allOf(found)) \(found.count == 1 ? "speaks" : "speak") of it"
  }

  private static func optionText(_ row: CommandRow) -> String {
    (row.arguments + row.options).map { " \($0.name) \($0.summary)" }.joined()
  }

  /// Words as they are compared: in small letters, without hyphens.
  private static func words(of text: String) -> [String] {
    text.lowercased().replacing("-", with: "").split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// How often a word stands there, in whatever form: `anomaly` in `anomalies`.
  private static func count(of word: String, in words: [String]) -> Int {
    words.count { other in
      let shared = zip(word, other).prefix { $0 == $1 }.count
      return other == word || shared >= 4 && 5 * shared >= 3 * max(word.count, other.count)
    }
  }
}
