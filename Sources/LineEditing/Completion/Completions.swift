/// What a part of an entry could become.
public struct Completions: Hashable, Sendable {
  /// One possibility.
  public struct Candidate: Hashable, Sendable {
    /// What stands in the part's place afterwards.
    public var text: String
    /// What it is, in a few words, or nothing.
    public var summary: String

    /// A possibility and what it is.
    public init(text: String, summary: String = "") {
      self.text = text
      self.summary = summary
    }
  }

  /// The part, as offsets in the entry's UTF-8.
  public var range: Range<Int>
  /// The possibilities, in the order in which they are listed.
  public var candidates: [Candidate]

  /// Possibilities for a part of an entry.
  public init(range: Range<Int>, candidates: [Candidate]) {
    self.range = range
    self.candidates = candidates
  }

  /// What completing does to an entry.
  package enum Outcome: Equatable {
    /// The part is replaced by this.
    case replacement(String)
    /// The possibilities are listed.
    case list
    /// There is none.
    case nothing
  }

  /// What is to happen with a part that reads `current`, and that `next` follows.
  ///
  /// The only candidate gets a space behind it at the end of a line, where it does not itself go on.
  package func outcome(replacing current: String, before next: Character?) -> Outcome {
    guard let first = candidates.first else { return .nothing }
    if candidates.count == 1 {
      let goesOn = first.text.last.map { "=/.\"'".contains($0) } ?? true
      let isAtLineEnd = next.map(\.isNewline) ?? true
      let text = goesOn || !isAtLineEnd ? first.text : first.text + " "
      return text == current ? .nothing : .replacement(text)
    }
    let common = Self.commonBeginning(of: candidates.map(\.text))
    return common.utf8.count > current.utf8.count ? .replacement(common) : .list
  }

  /// The characters that all texts begin with.
  package static func commonBeginning(of texts: [String]) -> String {
    guard var common = texts.first.map(Array.init) else { return "" }
    for text in texts.dropFirst() {
      let length = zip(common, text).prefix { $0 == $1 }.count
      common.removeLast(common.count - length)
    }
    return String(common)
  }
}
