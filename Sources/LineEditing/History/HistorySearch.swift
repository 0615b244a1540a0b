/// A search of the history, as Ctrl-R begins it: the newest entry that holds what is typed.
struct HistorySearch {
  private(set) var text = ""
  /// The entry that was found, and its place in the history.
  private var found: (entry: String, place: Int)?
  /// The entry before the search.
  let original: LineBuffer

  init(from original: LineBuffer) {
    self.original = original
  }

  /// What stands in the entry's place.
  var shown: LineBuffer { found.map { LineBuffer($0.entry) } ?? original }

  /// The line below it.
  var line: String { (found == nil && !text.isEmpty ? "nothing holds: " : "search: ") + text + "_" }

  mutating func type(_ more: String, in history: HistoryRecall) {
    text += more
    found = history.search(text, before: found.map { $0.place + 1 })
  }

  mutating func deleteLast(in history: HistoryRecall) {
    guard !text.isEmpty else { return }
    text.removeLast()
    found = text.isEmpty ? nil : history.search(text, before: nil)
  }

  /// Goes on to an older entry, where there is one.
  mutating func goOn(in history: HistoryRecall) {
    guard !text.isEmpty else { return }
    found = history.search(text, before: found?.place) ?? found
  }
}
