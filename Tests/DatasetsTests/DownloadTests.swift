import Basics
import Datasets
import Synchronization
import TestSupport
import Testing

@Suite(.serialized) struct DownloadTests {
  static let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  // Computed once with md5sum over the same bytes.
  static let md5 = "0279cdf4939449bb122176aa3af3046a"

  func download(_ server: FileServer, md5: String = Self.md5) -> ArchiveDownload {
    ArchiveDownload(url: server.url, fileName: "file.bin", md5: md5)
  }

  func message(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "no error"
  }

  @Test func fetchesAndKeepsTheFile() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: .honoursRanges)
    let seen = Mutex<[LoadingProgress]>([])
    let watcher = LoadingWatcher(progress: { report in seen.withLock { $0.append(report) } })
    let path = try download(server).fetch(into: folder.file("new/cache"), watcher: watcher)
    #expect(path == folder.file("new/cache/file.bin"))
    #expect(try folder.bytes("new/cache/file.bin") == Self.bytes)
    #expect(seen.withLock { $0.last } == .download(url: server.url, received: 300_000, total: 300_000))
    _ = try download(server).fetch(into: folder.file("new/cache"))
    #expect(server.requests == ["whole"])
  }

  @Test(arguments: [true, false]) func continuesAPartialFile(honours: Bool) throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: honours ? .honoursRanges : .ignoresRanges)
    try folder.write(Self.bytes[0..<1000], to: "file.bin.partial")
    _ = try download(server).fetch(into: folder.path)
    #expect(try folder.bytes("file.bin") == Self.bytes)
    #expect(try folder.names() == ["file.bin"])
    #expect(server.requests == ["bytes=1000-"])
  }

  @Test func continuesWhatBrokeOff() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: .breaksOff(after: 100_000))
    let first = message { _ = try download(server).fetch(into: folder.path) }
    #expect(first.hasPrefix("\(server.url): the download broke off after 100000 bytes: "))
    #expect(first.hasSuffix("; what came is kept, run it again to resume"))
    #expect(try folder.names() == ["file.bin.partial"])
    _ = try download(server).fetch(into: folder.path)
    #expect(try folder.bytes("file.bin") == Self.bytes)
    #expect(server.requests == ["whole", "bytes=100000-"])
  }

  @Test func acceptsAPartialFileThatIsComplete() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: .honoursRanges)
    try folder.write(Self.bytes, to: "file.bin.partial")
    _ = try download(server).fetch(into: folder.path)
    #expect(try folder.names() == ["file.bin"])
  }

  @Test func throwsWrongBytesAway() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: .honoursRanges)
    let wrong = String(repeating: "0", count: 32)
    #expect(
      message { _ = try download(server, md5: wrong).fetch(into: folder.path) }
        == "\(server.url): the file has MD5 \(Self.md5); expected \(wrong); it was thrown away")
    #expect(try folder.names() == [])
  }

  @Test func refusesWhatIsNotThere() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: [], manner: .notFound)
    #expect(
      message { _ = try download(server).fetch(into: folder.path) }
        == "\(server.url): the server answered 404; expected 200 or 206")
    #expect(!(try folder.names().contains("file.bin")))
  }

  @Test func refusesAnotherRange() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: .wrongRange)
    try folder.write(Self.bytes[0..<1000], to: "file.bin.partial")
    #expect(
      message { _ = try download(server).fetch(into: folder.path) }
        == "\(server.url): the server sent the range bytes 0-299999/300000; expected bytes 1000-")
  }

  @Test func stopsWhenAsked() throws {
    let folder = try TemporaryFolder()
    let server = try FileServer(serving: Self.bytes, manner: .honoursRanges)
    let stop = StopFlag()
    stop.set()
    #expect(
      message { _ = try download(server).fetch(into: folder.path, watcher: LoadingWatcher(stop: stop)) }
        == "\(server.url): the download was stopped after 0 bytes; what came is kept, run it again to resume")
  }

  @Test func refusesAnAddressOfAnotherKind() throws {
    let folder = try TemporaryFolder()
    #expect(
      message { _ = try ArchiveDownload(url: "file:///etc/passwd", fileName: "a", md5: "").fetch(into: folder.path) }
        == "file:///etc/passwd: is no web address; expected one that begins with http:// or https://")
  }
}
