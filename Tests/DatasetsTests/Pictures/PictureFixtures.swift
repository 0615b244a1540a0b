import Foundation
import Testing

/// What Tests/Peers/picture_fixtures.py stored: files with the pixels that PIL reads in them, and what torchvision resized.
struct PictureFixtures: Decodable {
  struct File: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let file, colour, grey: Data
    let height, width: Int
    var testDescription: String { name }
  }

  struct Resized: Decodable, Sendable {
    let from, to: [Int]
    let how: String
    let pixels: Data
  }

  let files: [File]
  let resized: [Resized]

  static let all: PictureFixtures = {
    let decoder = JSONDecoder()
    decoder.dataDecodingStrategy = .base64
    guard let data = try? Data(contentsOf: Self.folder.appending(path: "pictures.json")),
      let fixtures = try? decoder.decode(PictureFixtures.self, from: data)
    else { fatalError("The fixtures of pictures are missing.") }
    return fixtures
  }()

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")
}
