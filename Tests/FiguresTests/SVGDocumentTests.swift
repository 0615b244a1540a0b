import Figures
import Foundation
import FoundationXML
import Testing

/// What is made of Cairo's SVG files.
@Suite struct SVGDocumentTests {
  private func svg(_ figure: Figure) throws -> String { String(decoding: try figure.render(.svg), as: UTF8.self) }

  private func names(_ svg: String, _ pattern: Regex<(Substring, Substring)>) -> [Substring] {
    svg.matches(of: pattern).map(\.output.1)
  }

  /// Every name is defined once and every reference is to one of them, and two figures in one page share none.
  @Test func namesAreTheFilesOwn() throws {
    var owners: [Substring: String] = [:]
    for sample in try SampleFigures.every() {
      let text = try svg(sample.figure)
      let defined = names(text, /id="([^"]+)"/)
      #expect(Set(defined).count == defined.count, "\(sample.name)")
      let used = names(text, /href="#([^"]+)"/) + names(text, /url\(#([^)]+)\)/)
      #expect(Set(used).isSubset(of: defined), "\(sample.name)")
      #expect(!used.isEmpty)
      for name in defined {
        #expect(owners[name] == nil, "\(name) is \(owners[name] ?? "")'s and \(sample.name)'s")
        owners[name] = sample.name
      }
    }
  }

  @Test func isWellFormed() throws {
    var figure = try MetadataTests.figure()
    for sample in try SampleFigures.every() {
      let parser = XMLParser(data: Data(try sample.figure.render(.svg)))
      #expect(parser.parse(), "\(sample.name): \(parser.parserError.map { "\($0)" } ?? "")")
    }
    figure.caption = "\u{1}\u{FFFE}]]> &amp; \u{0}"
    #expect(XMLParser(data: Data(try figure.render(.svg))).parse())
  }

  @Test func placesAreToAHundredthOfAPoint() throws {
    let paths = names(try svg(try SampleFigures.all()[0].figure), /\ d="([^"]+)"/)
    #expect(!paths.isEmpty)
    #expect(paths.allSatisfy { !$0.contains(/\.[0-9]{3}/) })
  }

  /// The pixels of a picture in the file are the picture's own.
  @Test func picturesAreEmbeddedAsTheyAre() throws {
    let picture = AnimationTests.noise(7, 5, colors: 1_000)
    let text = try svg(Figure(ImagePanel(bands: [ImageBand(picture: picture)])))
    let data = try #require(names(text, /href="data:image\/png;base64,([^"]+)"/).first)
    let png = try #require(Data(base64Encoded: String(data), options: .ignoreUnknownCharacters))
    #expect(try Golden.decode([UInt8](png)) == picture)
  }
}
