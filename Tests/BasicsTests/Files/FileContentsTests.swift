import Basics
import Foundation
import TestSupport
import Testing

@Suite struct FileContentsTests {
  @Test("A file is read whole, longer than one call reads", arguments: [0, 1, 65_535, 65_536, 200_001])
  func readsAll(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try folder.write(bytes, to: "a")
    #expect(try FileContents.bytes(of: folder.file("a")) == bytes)
  }

  @Test("The system's files, which tell no size, are read to their end")
  func systemFile() throws {
    #expect(try FileContents.text(of: "/proc/self/status").contains("VmHWM:"))
  }

  @Test("An error names the file and says why")
  func errors() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: FileError.self) { try FileContents.bytes(of: folder.file("none")) }
    #expect(missing?.description == "cannot read “\(folder.file("none"))”: No such file or directory")
    #expect(missing?.cause == SystemError(code: ENOENT))
    let inFolder = #expect(throws: FileError.self) { try FileContents.bytes(of: folder.path) }
    #expect(inFolder?.cause == SystemError(code: EISDIR))
  }
}
