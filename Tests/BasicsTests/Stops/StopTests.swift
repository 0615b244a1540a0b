import Basics
import Glibc
import TestSupport
import Testing

struct StopTests {
  /// A flag that is set.
  private var stopped: StopFlag {
    let stop = StopFlag()
    stop.set()
    return stop
  }

  @Test func aFlagIsSetAndTakenBack() throws {
    let stop = stopped
    #expect(throws: Interrupted.self) { try stop.check() }
    stop.clear()
    try stop.check()
  }

  @Test("A file that is stopped while it is written leaves what was there, and nothing beside it")
  func files() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write([1, 2], to: folder.file("a"), unless: StopFlag())
    let many = [UInt8](repeating: 7, count: 3 << 20)
    let error = #expect(throws: FileError.self) { try AtomicFile.write(many, to: folder.file("a"), unless: stopped) }
    #expect(error?.cause == .interrupted)
    #expect(try folder.bytes("a") == [1, 2])
    #expect(try FileContents.bytes(of: folder.file("a"), unless: StopFlag()) == [1, 2])
    #expect(throws: FileError.self) { try FileContents.bytes(of: folder.file("a"), unless: stopped) }
    try AtomicFile.write(many, to: folder.file("a"), unless: StopFlag())
    #expect(try folder.bytes("a") == many)
  }

  @Test("Nobody waits for a reader that does not read once it is stopped, and the beginning of a long text is there")
  func pipes() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    // More than any pipe holds, so that this ends by the stop alone.
    let many = [UInt8](repeating: 7, count: 8 << 20)
    let error = #expect(throws: SystemError.self) { try Descriptor.write(many, to: ends[1], unless: stopped) }
    #expect(error == .interrupted)
    var byte: UInt8 = 0
    #expect(read(ends[0], &byte, 1) == 1 && byte == 7)
    // What is short is written whole all the same, where it has room.
    try Descriptor.write([8, 9], to: ends[1], unless: stopped)
  }
}
