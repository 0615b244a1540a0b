import Datasets
import Foundation
import TestSupport
import Testing
import darkroom

/// What is written of work under way where no line can be drawn again.
@Suite struct LoadingBarTests {
  private func lines(_ reports: [LoadingProgress]) throws -> [String] {
    let folder = try TemporaryFolder()
    let path = try folder.write([], to: "remarks")
    let file = try #require(FileHandle(forWritingAtPath: path))
    let bar = LoadingBar(on: Terminal(descriptor: file.fileDescriptor, allowsColor: false))
    for report in reports { bar.show(report) }
    return String(decoding: try folder.bytes("remarks"), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("Every tenth of the images is told of, where there are a thousand")
  func images() throws {
    func told(_ total: Int) throws -> [String] { try lines((1...total).map { .images(done: $0, total: total) }) }
    #expect(try told(999) == [])
    let all = try told(1000)
    #expect(all.count == 11)
    #expect(all.prefix(2) == ["decoding  1 of 1,000 images  0 %", "decoding  100 of 1,000 images  10 %"])
    #expect(all.last == "decoding  1,000 of 1,000 images  100 %")
  }

  @Test("Other work is nothing to keep, and not told of")
  func work() throws {
    #expect(try lines((1...60).map { .work(name: "mapping", done: $0, total: 60, unit: "step") }) == [])
  }

  @Test("Every tenth of a download is told of, or every ten megabytes where nobody knows how many there are")
  func downloads() throws {
    func told(_ received: [Int64], of total: Int64?) throws -> [String] {
      try lines(received.map { .download(url: "a", received: $0, total: total) })
    }
    #expect(
      try told([100_000, 199_999, 200_000, 2_000_000], of: 2_000_000)
        == [
          "downloading a  0.1 of 2.0 MB  5 %", "downloading a  0.2 of 2.0 MB  10 %",
          "downloading a  2.0 of 2.0 MB  100 %",
        ])
    #expect(
      try told([1_000_000, 9_999_999, 10_000_000, 19_000_000, 21_000_000], of: nil)
        == ["downloading a  1.0 MB", "downloading a  10.0 MB", "downloading a  21.0 MB"])
    #expect(try told([0], of: 0) == ["downloading a  0.0 of 0.0 MB  0 %"])
  }
}
