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

  @Test("Of files that belong together either all are written or none")
  func together() throws {
    let folder = try TemporaryFolder()
    func file(_ name: String, _ bytes: [UInt8]) -> AtomicFile.File {
      AtomicFile.File(path: folder.file(name)) { descriptor throws(SystemError) in
        try Descriptor.write(bytes, to: descriptor)
      }
    }
    try folder.write([1], to: "a")
    try AtomicFile.write(together: [file("a", [2]), file("b", [3])])
    #expect(try folder.bytes("a") == [2] && folder.bytes("b") == [3])
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(together: [file("a", [4]), file("b", [5]), file("none/c", [6])])
    }
    #expect(error?.path == folder.file("none/c"))
    #expect(try folder.bytes("a") == [2] && folder.bytes("b") == [3])
    #expect(try folder.names() == ["a", "b"])
  }

  @Test("What a link points to is written, and the link stays")
  func writesThroughALink() throws {
    let folder = try TemporaryFolder()
    try folder.makeFolder("sub")
    try folder.write([1], to: "sub/a")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "sub/a")
    try files.createSymbolicLink(atPath: folder.file("again"), withDestinationPath: folder.file("link"))
    try files.createSymbolicLink(atPath: folder.file("new"), withDestinationPath: "sub/b")
    try files.createSymbolicLink(atPath: folder.file("round"), withDestinationPath: "round")
    try AtomicFile.write([2], to: folder.file("again"))
    try AtomicFile.write([3], to: folder.file("new"))
    #expect(try folder.bytes("sub/a") == [2] && folder.bytes("sub/b") == [3])
    #expect(try files.destinationOfSymbolicLink(atPath: folder.file("again")) == folder.file("link"))
    #expect(try files.destinationOfSymbolicLink(atPath: folder.file("new")) == "sub/b")
    let error = #expect(throws: FileError.self) { try AtomicFile.write([4], to: folder.file("round")) }
    #expect(error?.reason == "Too many levels of symbolic links")
  }

  @Test("What a killed program left of a file is removed when the file is written again, and nothing else")
  func removesLeftovers() throws {
    let folder = try TemporaryFolder()
    // No process has a number as large as this.
    let dead = 0x7FFF_FFF0
    let kept = [
      "a.\(getpid())-7.part", "b.\(dead)-7.part", "a.\(dead).part", "a.\(dead)-x.part", "a.part", "a.1-\(dead)-7.part",
    ]
    for name in kept + ["a.\(dead)-7.part", "a.\(dead)-4294967295.part"] { try folder.write([0], to: name) }
    let held = open(folder.file("a.\(dead)-8.part"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    #expect(held >= 0 && flock(held, LOCK_EX) == 0)
    defer { close(held) }
    try AtomicFile.write([1], to: folder.file("a"))
    #expect(try Set(folder.names()) == Set(kept + ["a", "a.\(dead)-8.part"]))
  }

  @Test("What never ends is refused")
  func endlessFiles() {
    let error = #expect(throws: FileError.self) { try FileContents.bytes(of: "/dev/zero") }
    #expect(error?.description == "cannot read “/dev/zero”: File too large")
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
