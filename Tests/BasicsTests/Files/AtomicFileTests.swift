import Basics
import Foundation
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  @Test("A file is written in place of another, and nothing is left beside it")
  func replaces() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "a")
    try AtomicFile.write([4, 5], to: folder.file("a"))
    #expect(try folder.bytes("a") == [4, 5])
    #expect(try folder.names() == ["a"])
  }

  @Test("A link gives way to the file, and what it points to stays")
  func replacesALink() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "a")
    try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a")
    try AtomicFile.write([2], to: folder.file("link"))
    #expect(try folder.bytes("a") == [1])
    #expect(try folder.bytes("link") == [2])
  }

  @Test("The permissions are those asked for")
  func permissions() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([1], to: folder.file("a"), permissions: 0o600)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("a"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("A full disk leaves the earlier file")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2, 3], to: "a")
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([4], to: folder.file("a"), through: "/dev/full")
    }
    #expect(error?.description == "cannot write “\(folder.file("a"))”: No space left on device")
    #expect(try folder.bytes("a") == [1, 2, 3])
    #expect(try folder.names() == ["a"])
  }

  @Test("What no file can be written to is refused, and nothing is left there")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("b")
    func message(_ path: String) -> String? {
      #expect(throws: FileError.self) { try AtomicFile.write([1], to: path) }?.description
    }
    let inFolder = folder.file("b")
    #expect(message(inFolder) == "cannot write “\(inFolder)”: it is a folder")
    let nowhere = folder.file("c/d")
    #expect(message(nowhere) == "cannot write “\(nowhere)”: No such file or directory")
    #expect(message("a\0b") == "cannot write “a\0b”: a path holds no zero byte")
    #expect(try folder.names() == ["b"])
  }
}
