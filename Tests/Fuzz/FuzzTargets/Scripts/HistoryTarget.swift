import Glibc
import LineEditing

/// The history's file at the prompt, read, added to and shortened.
enum HistoryTarget: FuzzTarget {
  static let name = "history"

  static func run(_ bytes: [UInt8]) {
    let entries = HistoryFormat.entries(in: bytes)
    let written = entries.flatMap(HistoryFormat.line)
    require(HistoryFormat.entries(in: written) == entries, "a history is not written as it was read")
    let path = ScratchFolder.file("history")
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    let history = HistoryFile(path: path, length: 4)
    let read = try? history.entries()
    require(read == Array(entries.suffix(4)), "a history's file is not read as its bytes are")
    try? history.append(entries.first ?? "entry")
    _ = try? history.entries()
  }
}
