import Basics
import Datasets
import Foundation
import Testing

/// Huffman codes of a picture's own, as Tests/Peers/jpeg_codes.py stored what Pillow's libjpeg-turbo makes of them.
@Suite struct JPEGCodingTests {
  struct Stored: Decodable {
    struct File: Decodable, Sendable, CustomTestStringConvertible {
      let name: String
      let standard, optimal: Data
      var testDescription: String { name }
    }

    let files: [File]

    static let all: [File] = {
      let decoder = JSONDecoder()
      decoder.dataDecodingStrategy = .base64
      guard let data = try? Data(contentsOf: PictureFixtures.folder.appending(path: "jpeg-codes.json")),
        let stored = try? decoder.decode(Stored.self, from: data)
      else { fatalError("The fixtures of JPEG's codes are missing.") }
      return stored.files
    }()
  }

  @Test("A file with codes of its own is libjpeg's, byte for byte", arguments: Stored.all)
  func codes(file: Stored.File) throws {
    let recoded = try #require(JPEGOptimalCoding.recoded([UInt8](file.standard)))
    #expect(recoded == [UInt8](file.optimal))
    // Those of a file that has them already are the same.
    #expect(JPEGOptimalCoding.recoded(recoded) == recoded)
  }

  @Test("What is no baseline file, or ends too early, is left as it is", arguments: Stored.all)
  func others(file: Stored.File) {
    let bytes = [UInt8](file.standard)
    for count in stride(from: 0, to: bytes.count - 3, by: 7) {
      #expect(JPEGOptimalCoding.recoded(Array(bytes[..<count])) == nil, "\(count) of \(bytes.count) bytes")
    }
    var progressive = bytes
    if let place = progressive.indices.dropLast().first(where: { bytes[$0] == 0xff && bytes[$0 + 1] == 0xc0 }) {
      progressive[place + 1] = 0xc2
    }
    #expect(JPEGOptimalCoding.recoded(progressive) == nil)
  }
}
