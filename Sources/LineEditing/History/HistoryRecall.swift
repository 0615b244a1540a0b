/// Goes through earlier entries that begin as the entry under way does, or searches them.
package struct HistoryRecall {
  /// Earlier entries, the newest last; no more are kept than that.
  private var entries: [String] = []
  private let length: Int
  /// Entries that are gone through, but offered to nobody, since they were wrong.
  private var disowned: Set<String> = []
  /// What the entries begin with, where they are gone through, and which of them is shown; their number is the entry itself.
  private var query: (text: String, place: Int)?

  package init(length: Int) {
    self.length = length
  }

  /// Keeps an entry; equal ones that follow one another once.
  package mutating func remember(_ entry: String) {
    query = nil
    disowned.remove(entry)
    guard entry != entries.last else { return }
    entries.append(entry)
    if entries.count > length { entries.removeFirst(entries.count - length) }
  }

  /// Takes note that an entry was wrong.
  package mutating func disown(_ entry: String) { disowned.insert(entry) }

  /// Ends going through entries, since what was shown is edited.
  package mutating func rest() { query = nil }

  /// The entry before or behind the one that is shown; nil where there is none.
  package mutating func step(_ step: Int, from text: String) -> String? {
    let asked = query ?? (text, entries.count)
    let current = asked.place < entries.count ? entries[asked.place] : asked.text
    var place = asked.place + step
    while entries.indices.contains(place) {
      if entries[place].hasPrefix(asked.text), entries[place] != current {
        query = (asked.text, place)
        return entries[place]
      }
      place += step
    }
    guard step > 0, asked.place < entries.count else { return nil }
    query = (asked.text, entries.count)
    return asked.text
  }

  /// What the newest entry goes on with that begins so and may be offered; nil where none does, or it goes on in another
  /// line.
  package func continuation(of text: String, where isOffered: (String) -> Bool = { _ in true }) -> String? {
    guard !text.isEmpty, !text.contains("\n"),
      let entry = entries.last(where: {
        $0.count > text.count && $0.hasPrefix(text) && !disowned.contains($0) && isOffered($0)
      })
    else { return nil }
    let rest = entry.dropFirst(text.count).prefix { $0 != "\n" }
    return rest.isEmpty ? nil : String(rest)
  }

  /// The newest entry before a place that holds a text, and where it stands; from the end on without a place.
  package func search(_ text: String, before place: Int?) -> (entry: String, place: Int)? {
    let end = min(place ?? entries.count, entries.count)
    return entries[..<end].lastIndex { $0.contains(text) }.map { (entries[$0], $0) }
  }
}
