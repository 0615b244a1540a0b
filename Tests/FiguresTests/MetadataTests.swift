import Figures
import Foundation
import Testing

/// What figures tell of themselves, and what is read back.
@Suite struct MetadataTests {
  static func figure(caption: String? = "Réseau (\"200\"), \\ 損失 <b>") throws -> Figure {
    var figure = Figure(.losses([SampleFigures.run(batches: 50)], title: "Loss) (of > one"))
    figure.caption = caption
    figure.size.resolution = 300
    figure.provenance.program = "Darkroom 1.2.3"
    figure.provenance.script = "lesson — 1.darkroom"
    figure.provenance.parameters = [
      .init(name: "epochs", value: "3"), .init(name: "data", value: "a\nb\u{7}\u{1F600}"),
    ]
    figure.provenance.seeds = [0, .max, 7]
    figure.provenance.time = 1_700_000_000
    return figure
  }

  @Test(arguments: FigureFormat.allCases) func isReadBackAsItWasWritten(format: FigureFormat) throws {
    let figure = try Self.figure()
    let read = try FigureFile.metadata(of: try figure.render(format))
    #expect(read.title == "Loss) (of > one")
    #expect(read.caption == figure.caption)
    #expect(read.date == "2023-11-14T22:13:20Z")
    var provenance = figure.provenance
    provenance.time = nil
    #expect(read.provenance == provenance)
  }

  @Test(arguments: FigureFormat.allCases) func whatIsNotKnownIsNotTold(format: FigureFormat) throws {
    let figure = Figure(LineChart(lines: []))
    #expect(try FigureFile.metadata(of: try figure.render(format)) == FigureMetadata())
  }

  @Test func datesHaveFourDigitsOfAYear() {
    var provenance = Provenance()
    for (time, date) in [
      (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"), (253_402_300_800, nil), (Int.max, nil), (Int.min, nil),
    ] {
      provenance.time = time
      #expect(provenance.date == date)
    }
  }

  /// Whatever stands in a file, the answer is a sentence.
  @Test(arguments: FigureFormat.allCases) func damagedFilesAreSaidToBe(format: FigureFormat) throws {
    let file = try Self.figure().render(format)
    var numbers = LineChartLayoutTests.Numbers(state: 17)
    var problems: Set<String> = []
    for _ in 0..<200 {
      var damaged = file
      if Bool.random(using: &numbers) { damaged.removeLast(Int.random(in: 1...file.count, using: &numbers)) }
      for _ in 0..<20 where !damaged.isEmpty {
        let place = Int.random(in: 0..<min(damaged.count, 2_000), using: &numbers)
        damaged[place] = UInt8.random(in: .min ... .max, using: &numbers)
      }
      do { _ = try FigureFile.metadata(of: damaged) } catch { problems.insert("\(error)") }
    }
    #expect(!problems.isEmpty)
  }

  /// As other programs may write what a PDF tells: as text in brackets, with escapes and over several lines.
  @Test(arguments: ["\\\n", "\\\r", "\\\r\n", "\\n", "\\r", "\\t", "\\040", "\\40"])
  func textInBracketsIsRead(between: String) throws {
    let file = try Self.figure().render(.pdf)
    let start = try #require(file.firstRange(of: Array("/Keywords <FEFF".utf8)))
    let end = try #require(file[start.upperBound...].firstIndex(of: UInt8(ascii: ">")))
    let digits = Array(file[start.upperBound..<end])
    let json = stride(from: 0, to: digits.count, by: 4).map { place in
      UInt8(String(decoding: digits[place + 2..<place + 4], as: UTF8.self), radix: 16) ?? 0
    }
    // Space between two members of JSON's means nothing; a line that goes on may lie anywhere.
    let isLine = [0x0A, 0x0D].contains(between.utf8.last)
    let place = isLine ? 5 : 1
    func escaped(_ bytes: some Sequence<UInt8>) -> [UInt8] {
      bytes.flatMap { "()\\".utf8.contains($0) ? [UInt8(ascii: "\\"), $0] : [$0] }
    }
    let text =
      Array("(".utf8) + escaped(json[..<place]) + Array(between.utf8) + escaped(json[place...]) + Array(")".utf8)
    let room = start.upperBound - 5..<end + 1
    var changed = file
    changed.replaceSubrange(room, with: text + [UInt8](repeating: 0x20, count: room.count - text.count))
    let (found, expected) = (try FigureFile.metadata(of: changed), try FigureFile.metadata(of: file))
    #expect(found.title == expected.title && found.caption == expected.caption)
    #expect(found.provenance == expected.provenance)
  }

  @Test func otherFilesAreRefusedInWords() throws {
    func problem(_ bytes: [UInt8]) -> String {
      do { return "\(try FigureFile.metadata(of: bytes))" } catch { return "\(error)" }
    }
    #expect(problem([]) == "expected a figure as PNG, SVG, PDF or GIF, and this is empty")
    #expect(problem(Array("# %%\nseed 0".utf8)).hasPrefix("expected a figure as PNG"))
    #expect(
      problem(Array("<svg></svg>".utf8)) == "the SVG tells nothing of what made it: it is no figure of Darkroom's")
    #expect(problem(Array("%PDF-1.4".utf8)) == "the PDF is damaged at byte 8: expected `startxref`, and the file ends")
    #expect(problem(Array("GIF89a".utf8)) == "the GIF is damaged at byte 6: expected a header of 13 bytes")
    let fixture = try [UInt8](Data(contentsOf: Fixtures.url("bars.png")))
    #expect(
      problem(Array(fixture[..<60]))
        == "the PNG is damaged at byte 51: expected a chunk, and the file ends")
  }

  @Test func aPNGTellsItsSizeOnPaper() throws {
    let png = try Self.figure().render(.png)
    let place = try #require(png.firstRange(of: Array("pHYs".utf8)))
    // 300 pixels an inch are 11,811 a metre.
    #expect(Array(png[place.upperBound..<place.upperBound + 9]) == [0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1])
    // Who reads the file strictly still can.
    #expect(try Golden.decode(png).width == 2100)
  }
}
