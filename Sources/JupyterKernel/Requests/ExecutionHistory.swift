package import Basics

/// The cells that were run, as `history_request` asks for them.
package struct ExecutionHistory {
  /// One cell.
  package struct Entry {
    /// Its number, from 1.
    package let number: Int
    /// What was run.
    package let source: String
    /// The value that it showed at its end; nil for none.
    package let output: String?
  }

  /// This run of the kernel; earlier ones are not remembered.
  private static let session = 1
  /// The cells in order.
  package private(set) var entries: [Entry] = []

  /// The number of the last cell; 0 before the first.
  package var lastNumber: Int { entries.last?.number ?? 0 }

  /// An empty history.
  package init() {}

  /// Takes in the cell that was run.
  package mutating func append(_ source: String, output: String?) {
    entries.append(Entry(number: lastNumber + 1, source: source, output: output))
  }

  /// The reply to a request.
  package func reply(to content: JSONValue) -> JSONValue {
    let withOutput = content["output"]?.boolean ?? false
    let rows = chosen(by: content).map { entry -> JSONValue in
      let source = JSONValue.text(entry.source)
      let shown: JSONValue = withOutput ? [source, entry.output.map { .text($0) } ?? .null] : source
      return [.integer(Self.session), .integer(entry.number), shown]
    }
    return ["status": "ok", "history": .list(rows)]
  }

  private func chosen(by content: JSONValue) -> [Entry] {
    switch content["hist_access_type"]?.text {
    case "range":
      // 0 is this session too, and a negative number one before it.
      guard [0, Self.session].contains(content["session"]?.integer ?? 0) else { return [] }
      return range(from: content["start"]?.integer ?? 1, to: content["stop"]?.integer)
    case "search":
      let pattern = Array((content["pattern"]?.text ?? "*").unicodeScalars)
      var found = entries.filter { Self.matches(Array($0.source.unicodeScalars), pattern) }
      if content["unique"]?.boolean ?? false {
        var seen: Set<String> = []
        found = found.reversed().filter { seen.insert($0.source).inserted }.reversed()
      }
      return last(content["n"]?.integer, of: found)
    default: return last(content["n"]?.integer, of: entries)
    }
  }

  private func last(_ count: Int?, of entries: [Entry]) -> [Entry] {
    count.map { entries.suffix(max(0, $0)) } ?? entries
  }

  /// The cells from one number to before another; negative numbers count back from behind the last.
  private func range(from start: Int, to stop: Int?) -> [Entry] {
    let end = lastNumber + 1
    func number(_ given: Int) -> Int { given < 0 ? max(1, end + max(given, -end)) : given }
    let first = number(start)
    let behind = stop.map(number) ?? end
    return entries.filter { $0.number >= first && $0.number < behind }
  }

  /// Whether a pattern, in which `*` is any text and `?` any character, is the whole of a text.
  package static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var (place, position) = (0, 0)
    // Where the last `*` stands, and how far the text was when it was met.
    var star: (position: Int, place: Int)?
    while place < text.count {
      if position < pattern.count, pattern[position] == "*" {
        star = (position, place)
        position += 1
      } else if position < pattern.count, pattern[position] == "?" || pattern[position] == text[place] {
        place += 1
        position += 1
      } else if let last = star {
        star = (last.position, last.place + 1)
        (position, place) = (last.position + 1, last.place + 1)
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == "*" }
  }
}
