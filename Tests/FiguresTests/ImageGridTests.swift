import Figures
import Foundation
import Testing

@Suite struct ImageGridTests {
  /// One row of Fixtures/make_grid.json, which Tests/Peers/make_grid_reference.py wrote.
  struct Reference: Decodable, Sendable {
    struct Options: Decodable {
      var nrow: Int?
      var padding: Int?
      var pad_value: Float?
      var normalize: Bool?
      var value_range: [Float]?
      var scale_each: Bool?
    }
    var shape: [Int]
    var options: Options
    var images: [Float]
    var gridShape: [Int]
    var grid: [Float]
    var pixels: [UInt8]

    var gridding: ImageGrid {
      ImageGrid(
        columns: options.nrow ?? 8, padding: options.padding ?? 2, padValue: options.pad_value ?? 0,
        normalize: options.normalize ?? false, valueRange: options.value_range.map { $0[0]...$0[1] },
        scaleEach: options.scale_each ?? false)
    }
  }

  static func references() throws -> [Reference] {
    try JSONDecoder().decode([Reference].self, from: Data(contentsOf: Fixtures.url("make_grid.json")))
  }

  @Test(arguments: 0..<10) func givesTorchvisionsPixels(index: Int) throws {
    let references = try Self.references()
    #expect(references.count == 10)
    let reference = references[index]
    let shape = reference.shape
    let images = try ImageBatch(
      count: shape[0], channels: shape[1], height: shape[2], width: shape[3], values: reference.images)
    let grid = try reference.gridding.batch(of: images)
    #expect([grid.channels, grid.height, grid.width] == reference.gridShape)
    #expect(zip(grid.values, reference.grid).allSatisfy { ($0 - $1).magnitude < 1e-6 })
    #expect(try reference.gridding.picture(of: images).pixels == reference.pixels)
  }

  @Test func takesPairsInTurn() throws {
    func batch(_ values: [Float]) throws -> ImageBatch {
      try ImageBatch(count: 2, channels: 1, height: 1, width: 1, values: values)
    }
    #expect(try batch([1, 2]).interleaved(with: batch([3, 4])).values == [1, 3, 2, 4])
  }

  @Test func refusesWhatIsNoGrid() throws {
    let none = try ImageBatch(count: 0, channels: 1, height: 1, width: 1, values: [])
    let one = try ImageBatch(count: 2, channels: 1, height: 1, width: 1, values: [0, 1])
    func message(_ grid: ImageGrid, _ images: ImageBatch) -> String? {
      #expect(throws: FigureError.self) { try grid.batch(of: images) }?.description
    }
    #expect(message(ImageGrid(), none) == "a grid needs one image at least, and none was given")
    #expect(message(ImageGrid(columns: 0), one) == "a grid needs one column at least, and has 0")
    #expect(message(ImageGrid(padding: -1), one) == "a grid's padding is 0 or more pixels, and is -1")
    #expect(
      message(ImageGrid(padding: .max), one)
        == "a grid of 2 images of 1 pixels with padding 9223372036854775807 is larger than 32767 pixels")
  }

  @Test func refusesNumbersThatMakeNoImages() {
    func message(_ count: Int, _ channels: Int, _ side: Int, _ values: Int) -> String? {
      #expect(throws: FigureError.self) {
        try ImageBatch(
          count: count, channels: channels, height: side, width: side, values: Array(repeating: 0, count: values))
      }?.description
    }
    #expect(message(1, 3, 2, 11) == "images of shape [1, 3, 2, 2] hold 12 numbers, and 11 were given")
    #expect(message(1, 4, 1, 4) == "images of 4 channels cannot be drawn: expected 1 (grey) or 3 (colour)")
    #expect(message(1, 3, 0, 0) == "images of shape [1, 3, 0, 0] cannot be drawn: each side is at least 1")
    #expect(
      message(.max, 3, 1, 0) == "images of shape [9223372036854775807, 3, 1, 1] hold more numbers than can be counted")
  }
}
