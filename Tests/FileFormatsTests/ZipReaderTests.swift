import Basics
import FileFormats
import Foundation
import TestSupport
import Testing

struct ZipReaderTests {
  /// What Python's `zipfile` wrote: a folder, a deflated member of a hundred digits, a stored one of eight bytes, a comment.
  static let pythons = Data(
    base64Encoded:
      "UEsDBBQAAAAAAAAAIVwAAAAAAAAAAAAAAAAHAAAAZm9sZGVyL1BLAwQUAAAACAAAACFcvEv8sQ8AAABkAAAAEgAAAGZvbGRlci9odW5kcmVkLnR4"
      + "dDMwNDI2MTUzt7A0oBkLAFBLAwQUAAAAAAAAACFcn2iqiAgAAAAIAAAACgAAAHN0b3JlZC5iaW4AAQIDBAUGB1BLAQIUAxQAAAAAAAAAIVwA"
      + "AAAAAAAAAAAAAAAHAAAAAAAAAAAAAACAAQAAAABmb2xkZXIvUEsBAhQDFAAAAAgAAAAhXLxL/LEPAAAAZAAAABIAAAAAAAAAAAAAAIABJQAA"
      + "AGZvbGRlci9odW5kcmVkLnR4dFBLAQIUAxQAAAAAAAAAIVyfaKqICAAAAAgAAAAKAAAAAAAAAAAAAACAAWQAAABzdG9yZWQuYmluUEsFBgAA"
      + "AAADAAMArQAAAJQAAAAJAGEgY29tbWVudA==")

  func open(_ bytes: some Collection<UInt8>, _ folder: TemporaryFolder) throws -> ZipReader {
    try ZipReader(path: folder.write(bytes, to: "a.zip"), expecting: "a zip archive")
  }

  @Test func readsWhatPythonWrote() throws {
    let folder = try TemporaryFolder()
    let archive = try open(try #require(Self.pythons), folder)
    #expect(archive.members.map(\.name) == ["folder/", "folder/hundred.txt", "stored.bin"])
    #expect(archive.members.map(\.size) == [0, 100, 8])
    #expect(archive.members.map(\.isFolder) == [true, false, false])
    let digits = try archive.contents(of: archive.members[1], limit: 100)
    #expect(String(decoding: digits, as: UTF8.self) == String(repeating: "0123456789", count: 10))
    let stored = try #require(archive.member(named: "stored.bin"))
    #expect(try archive.contents(of: stored, limit: 8) == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(archive.member(named: "stored") == nil)
    #expect(
      message { _ = try archive.contents(of: stored, limit: 7) }
        == "\(folder.path)/a.zip:stored.bin: has 8 bytes; expected no more than 7 bytes")
  }

  @Test func saysWhatIsNoArchive() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.zip")
    #expect(message { _ = try open([], folder) } == "\(path): the file is empty; expected a zip archive")
    #expect(
      message { _ = try open(Array("<!DOCTYPE html><html>".utf8), folder) }
        == "\(path): is an HTML page; expected a zip archive")
    #expect(
      message { _ = try open(try #require(Self.pythons).dropLast(40), folder) }
        == "\(path): its last 312 bytes: found no end of a zip directory, expected one; the archive is truncated")
    #expect(
      message { _ = try ZipReader(path: folder.file("none"), expecting: "a zip archive") }
        == "\(folder.path)/none: there is no such file or folder; expected a zip archive")
  }

  @Test func noticesEveryByteThatChangesAMember() throws {
    let folder = try TemporaryFolder()
    let good = [UInt8](try #require(Self.pythons))
    let contents = try open(good, folder)
    let wanted = try contents.members.map { try contents.contents(of: $0, limit: 1000) }
    var noticed = 0
    for place in good.indices {
      var bytes = good
      bytes[place] ^= 0x40
      guard let archive = try? open(bytes, folder) else {
        noticed += 1
        continue
      }
      let found = archive.members.map { try? archive.contents(of: $0, limit: 1000) }
      if found.contains(nil) || found.count != wanted.count {
        noticed += 1
      } else {
        // What still reads well reads the same: times, versions, names, the comment.
        #expect(found == wanted, "byte \(place)")
      }
    }
    #expect(noticed > 60)
  }

  @Test("Whatever of the end's three numbers does not fit sends the reader to the record of a large archive")
  func readsTheRecordOfALargeArchive() throws {
    let folder = try TemporaryFolder()
    let plain = ZipArchive.bytes([("a", [1, 2]), ("b", [3])])
    let end = plain.count - 22
    func number(_ count: Int, at place: Int) -> Int {
      plain[(end + place)..<(end + place + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    func wide(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    let record: [UInt8] =
      [0x50, 0x4b, 6, 6] + wide(44) + [UInt8](repeating: 0, count: 20) + wide(number(2, at: 10))
      + wide(number(4, at: 12)) + wide(number(4, at: 16))
    let locator: [UInt8] = [0x50, 0x4b, 6, 7, 0, 0, 0, 0] + wide(end) + [1, 0, 0, 0]
    for (place, count) in [(10, 2), (12, 4), (16, 4)] {
      var tail = Array(plain[end...])
      tail.replaceSubrange(place..<(place + count), with: repeatElement(255, count: count))
      let archive = try open(plain[..<end] + record + locator + tail, folder)
      #expect(archive.members.map(\.name) == ["a", "b"], "the number at \(place)")
      #expect(try archive.contents(of: archive.members[1], limit: 10) == [3])
      #expect(
        message { _ = try open(plain[..<end] + tail, folder) }.contains("no directory of a large archive"),
        "the number at \(place)")
    }
  }

  @Test func readsSizesThatDoNotFitIntoFourBytes() throws {
    let folder = try TemporaryFolder()
    var bytes = ZipArchive.bytes([("wide", [1, 2, 3])])
    let directory = 30 + 4 + 3
    // Both sizes are told by an extra field of the directory's entry, 20 bytes longer than before.
    for place in [directory + 20, directory + 24] {
      bytes.replaceSubrange(place..<place + 4, with: [255, 255, 255, 255])
    }
    bytes[directory + 30] = 20
    let extra: [UInt8] = [1, 0, 16, 0, 3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    bytes.insert(contentsOf: extra, at: directory + 46 + 4)
    bytes[bytes.count - 22 + 12] += 20
    let archive = try open(bytes, folder)
    #expect(try archive.contents(of: archive.members[0], limit: 10) == [1, 2, 3])
    bytes[directory + 30] = 4
    bytes[directory + 46 + 4 + 2] = 0
    #expect(message { _ = try open(bytes, folder) }.contains("found a size that does not fit"))
  }
}

/// What an error says; empty where nothing is thrown.
func message(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return "\(error)"
  }
}
