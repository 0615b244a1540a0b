import Foundation
import LineEditing
import Testing

@Suite struct HistoryFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test("An entry is a line, and comes back", arguments: ["a", "a\nb\n  c", "C:\\new\\\\", "\\n", "日本\r\n", "\\"])
  func entriesComeBack(entry: String) {
    let line = HistoryFormat.line(for: entry)
    #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
    #expect(line.last == UInt8(ascii: "\n"))
    #expect(HistoryFormat.entries(in: line) == [entry])
  }

  @Test func whateverAFileHoldsCanBeRead() {
    #expect(HistoryFormat.entries(in: Array("\n\n  \na\na\nb\na\\q\\".utf8)) == ["a", "b", "a\\q\\"])
    #expect(HistoryFormat.entries(in: [0x61, 0xFF, 0x0A, 0, 0, 0x62, 0x0A, 0x63]) == ["a\u{FFFD}", "c"])
    #expect(HistoryFormat.entries(in: []).isEmpty)
  }

  @Test func aFileIsMadeForItsOwnerAlone() throws {
    try withFolder { folder in
      let path = folder + "/state/history"
      let file = HistoryFile(path: path, length: 10)
      #expect(try file.entries().isEmpty)
      #expect(!FileManager.default.fileExists(atPath: path))
      try file.append("one")
      try file.append("two\nlines")
      #expect(try file.entries() == ["one", "two\nlines"])
      let mode = try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
      #expect(mode == 0o600)
    }
  }

  @Test("Of a file longer than any, the newest whole lines are read", arguments: [0, 1, 5])
  func aFileLongerThanAny(rest: Int) throws {
    try withFolder { folder in
      let path = folder + "/history"
      let end = Array("\nlast\n".utf8.suffix(rest == 5 ? 6 : rest))
      try Data([UInt8](repeating: 0x61, count: HistoryFile.longestFile + 10) + end).write(to: URL(filePath: path))
      #expect(try HistoryFile(path: path, length: 10).entries() == (rest == 5 ? ["last"] : []))
      try HistoryFile(path: path, length: 10).append("new")
      #expect(try HistoryFile(path: path, length: 10).entries() == (rest == 5 ? ["last", "new"] : ["new"]))
    }
  }

  @Test func aLineThatWasCutShortSpoilsNoOther() throws {
    try withFolder { folder in
      let path = folder + "/history"
      try Data("one\ncut sho".utf8).write(to: URL(filePath: path))
      try HistoryFile(path: path, length: 10).append("two")
      #expect(try HistoryFile(path: path, length: 10).entries() == ["one", "cut sho", "two"])
    }
  }

  @Test func aLongFileIsShortened() throws {
    try withFolder { folder in
      let path = folder + "/history"
      let file = HistoryFile(path: path, length: 3)
      for number in 0..<7 { try file.append("entry \(number)") }
      #expect(try file.entries() == ["entry 4", "entry 5", "entry 6"])
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "entry 4\nentry 5\nentry 6\n")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["history"])
    }
  }

  @Test func nothingIsLostWhereManyAppendAndShorten() throws {
    try withFolder { folder in
      let path = folder + "/history"
      DispatchQueue.concurrentPerform(iterations: 8) { writer in
        for number in 0..<25 {
          try? HistoryFile(path: path, length: 500).append("\(writer):\(number)\nmore")
        }
      }
      let entries = try HistoryFile(path: path, length: 500).entries()
      #expect(Set(entries).count == 200)
      for writer in 0..<8 {
        let numbers = entries.filter { $0.hasPrefix("\(writer):") }
        #expect(numbers == (0..<25).map { "\(writer):\($0)\nmore" })
      }
    }
  }

  @Test func whoAppendsWhileAnotherShortensLosesNothing() throws {
    try withFolder { folder in
      let path = folder + "/history"
      for number in 0..<100 { try HistoryFile(path: path, length: 1000).append("old \(number)") }
      DispatchQueue.concurrentPerform(iterations: 4) { writer in
        for number in 0..<10 {
          if writer == 0 { _ = try? HistoryFile(path: path, length: 45).entries() }
          try? HistoryFile(path: path, length: 1000).append("\(writer):\(number)")
        }
      }
      // Of 140 entries the 40 new ones are always among the newest 45.
      let entries = Set(try HistoryFile(path: path, length: 1000).entries())
      for writer in 0..<4 {
        for number in 0..<10 { #expect(entries.contains("\(writer):\(number)")) }
      }
    }
  }

  @Test func whatIsNoPlainFileIsSaidToBeNone() throws {
    try withFolder { folder in
      #expect(throws: HistoryFileError.self) { try HistoryFile(path: folder, length: 3).append("a") }
      #expect(throws: HistoryFileError.self) { try HistoryFile(path: folder + "\0", length: 3).append("a") }
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(throws: HistoryFileError.self) {
        try HistoryFile(path: folder + "/pipe", length: 3).entries()
      }
    }
  }
}
