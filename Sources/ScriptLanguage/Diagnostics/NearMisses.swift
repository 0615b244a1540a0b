/// Finds the names that a mistyped one was probably meant to be.
public enum NearMisses {
  /// The candidates close to a word, best first, at most `limit` of them.
  ///
  /// A candidate that differs in case or separators alone is the only one. Others are close when one is the beginning of the other
  /// (three characters at least), or when few enough single mistakes part them: a character left out, put in,
  /// changed, or swapped with its neighbour. One mistake is allowed in a word of up to five characters, two in up to
  /// eight, three in a longer one.
  public static func of(_ word: String, among candidates: some Sequence<String>, limit: Int = 5) -> [String] {
    let typed = folded(word)
    guard !typed.isEmpty, typed.count <= 64 else { return [] }
    var found: [(distance: Int, name: String)] = []
    var seen: Set<String> = []
    for candidate in candidates where candidate != word && seen.insert(candidate).inserted {
      let name = folded(candidate)
      guard !name.isEmpty, name.count <= 64 else { continue }
      let allowed = allowance(max(typed.count, name.count))
      if name == typed {
        found.append((0, candidate))
      } else if min(name.count, typed.count) == 1 && max(name.count, typed.count) <= 2 {
        continue
      } else {
        let apart = distance(typed, name)
        let shorter = min(typed.count, name.count)
        if apart <= allowed && apart < shorter {
          found.append((apart, candidate))
        } else if shorter >= 3 && (name.starts(with: typed) || typed.starts(with: name)) {
          found.append((allowed + 1, candidate))
        }
      }
    }
    // What differs in no letter is what was meant.
    let same = found.filter { $0.distance == 0 }
    if !same.isEmpty { found = same }
    let sorted = found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return sorted.prefix(limit).map(\.name)
  }

  /// How many single mistakes part two words: the Damerau–Levenshtein distance in which no stretch is edited twice.
  package static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
      var current = [row] + Array(repeating: 0, count: right.count)
      for column in 1...right.count {
        let substitution = last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
        var best = min(substitution, last[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current[column] = best
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }

  private static func allowance(_ length: Int) -> Int {
    length <= 5 ? 1 : length <= 8 ? 2 : 3
  }

  private static func folded(_ word: String) -> [Character] {
    word.lowercased().filter { $0 != "_" && $0 != "-" }.map { $0 }
  }
}
