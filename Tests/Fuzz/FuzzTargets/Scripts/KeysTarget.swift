import Basics
import Glibc
import LineEditing
import ScriptRuntime
import Training

/// What is typed at the prompt, as far as it needs no terminal: lines out of bytes, whether an entry goes on, what there
/// is to say of a place in it, and the words that complete it there. The first byte says which place.
enum KeysTarget: FuzzTarget {
  static let name = "keys"
  static let words = ScriptWords.all

  static func run(_ bytes: [UInt8]) {
    guard let file = MemoryFile(Array(bytes.dropFirst())) else { return }
    let stop = StopFlag()
    let session = Session(
      settings: BoundedSession.settings(folder: ScratchFolder.path), output: SilentOutput(stop: stop), stop: stop)
    for entry in entries(of: file) {
      let count = entry.utf8.count
      let place = Int(bytes.first ?? 0) * count / 255
      let found = session.completions(in: entry, at: place)
      require(found.range.lowerBound >= 0 && found.range.upperBound <= count, "completions lie outside the entry")
      _ = session.inspection(in: entry, at: place, detailed: true)
      _ = try? session.displayText(of: entry)
      complete(entry, found)
    }
  }

  /// The entries that a file holds, as a prompt without a terminal reads them.
  private static func entries(of file: MemoryFile) -> [String] {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    let editor = LineEditor(input: descriptor, output: descriptor)
    var entries: [String] = []
    while case .text(let text) = editor.readEntry(prompt: "> ", continuation: ". ", completeness: PromptCompleteness.of)
    {
      entries.append(text)
    }
    return entries
  }

  /// Has the candidates take their place in an entry, and lists them.
  private static func complete(_ entry: String, _ found: ScriptRuntime.Completions) {
    let words = found.candidates.map { LineEditing.Completions.Candidate(text: $0.text, summary: $0.summary) }
    let completions = LineEditing.Completions(range: found.range, candidates: words)
    let buffer = LineBuffer(entry)
    let (start, end) = (buffer.place(utf8: found.range.lowerBound), buffer.place(utf8: found.range.upperBound))
    require(start <= end, "a completion ends before it begins")
    let next = end < buffer.characters.count ? buffer.characters[end] : nil
    _ = completions.outcome(replacing: "", before: next)
    for columns in [1, 80] { _ = CandidateList(candidates: words, columns: columns, rows: 4).lines }
  }
}
