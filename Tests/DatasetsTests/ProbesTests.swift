import Basics
import Datasets
import Options
import TensorMath
import Testing

/// Images that no camera takes, and images moved, turned and covered.
@Suite struct ProbesTests {
  private func probes(_ values: [String: OptionValue] = [:]) throws -> ImageSet {
    let row = try #require(DatasetTable.row(named: "probes"))
    return try row.load(
      OptionValues(values).checked(for: row.declaration), from: DataPlaces(), watcher: LoadingWatcher())
  }

  private func pixels(_ set: ImageSet, _ index: Int) -> [UInt8] { set.withPixels(at: index) { Array($0) } }

  @Test("The seven probes, in colour and in grey") func images() throws {
    let set = try probes(["size": .whole(4)])
    #expect(set.count == 7 && set.shape == ImageShape(channels: 3, height: 4, width: 4))
    #expect(
      (0..<7).map { set.className(at: $0) } == [
        "noise", "noise", "grey", "one-channel", "quadrants", "ramp", "stripes",
      ])
    var generator = RandomGenerator(seed: 0)
    #expect(pixels(set, 0) == (0..<48).map { _ in PixelScale.byte(2 * generator.uniform() - 1) })
    #expect(pixels(set, 1) != pixels(set, 0))
    #expect(pixels(set, 2) == [UInt8](repeating: 128, count: 48))
    #expect(pixels(set, 3) == [UInt8](repeating: 255, count: 16) + [UInt8](repeating: 128, count: 32))
    #expect(
      Array(pixels(set, 4).prefix(16)) == [
        255, 255, 128, 128, 255, 255, 128, 128, 128, 128, 0, 0, 128, 128, 0, 0,
      ])
    #expect(Array(pixels(set, 5).prefix(4)) == [0, 85, 170, 255] && Array(pixels(set, 5)[16..<20]) == [0, 0, 0, 0])
    #expect(Array(pixels(set, 6).prefix(4)) == [0, 0, 255, 255])
    let grey = try probes(["size": .extent(Extent(height: 2, width: 3)), "channels": 1, "seed": 5])
    #expect(grey.shape == ImageShape(channels: 1, height: 2, width: 3) && pixels(grey, 0) != pixels(set, 0))
  }

  @Test("Two channels are refused") func twoChannels() throws {
    #expect(throws: DatasetError.self) { try probes(["channels": 2]) }
  }

  private func corrupted(_ term: Term, _ values: [Float], _ shape: ImageShape) throws -> [Float] {
    let corruption = CorruptionTable.table.make(term)
    return try Images(shape: shape, values: values).corrupted(
      by: corruption, random: RandomStream(RandomGenerator(seed: 0)), compute: ComputeContext(threads: 2)
    ).values
  }

  @Test("A shift leaves the mean of each channel behind") func shift() throws {
    let shape = ImageShape(channels: 2, height: 2, width: 2)
    let values: [Float] = [1, 2, 3, 4, 10, 20, 30, 40]
    let moved = try corrupted(Term("shift", OptionValues(["right": 1])), values, shape)
    #expect(moved == [2.5, 2.5, 2.5, 1, 25, 25, 25, 10])
    let left = try corrupted(Term("shift", OptionValues(["right": -1, "down": 0])), values, shape)
    #expect(left == [2, 2.5, 4, 2.5, 20, 25, 40, 25])
    let gone = try corrupted(Term("shift", OptionValues(["right": 4000])), values, shape)
    #expect(gone == [2.5, 2.5, 2.5, 2.5, 25, 25, 25, 25])
  }

  @Test("A rotation by a right angle is exact, and one by none changes nothing") func rotation() throws {
    let shape = ImageShape(channels: 1, height: 3, width: 3)
    let values: [Float] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    #expect(
      try corrupted(Term("rotate", OptionValues(["degrees": 90.0])), values, shape) == [3, 6, 9, 2, 5, 8, 1, 4, 7])
    #expect(try corrupted(Term("rotate", OptionValues(["degrees": 0.0])), values, shape) == values)
    let turned = try corrupted(Term("rotate", OptionValues(["degrees": 45.0])), values, shape)
    #expect(turned[4] == 5 && turned[0] > 2 && turned[0] < 5)
  }

  @Test("A cover lies over the upper rows") func cover() throws {
    let shape = ImageShape(channels: 1, height: 4, width: 1)
    #expect(try corrupted(Term("cover", OptionValues(["share": 0.5])), [1, 2, 3, 6], shape) == [3, 3, 3, 6])
    #expect(try corrupted(Term("cover", OptionValues(["share": 0.0])), [1, 2, 3, 6], shape) == [1, 2, 3, 6])
  }
}
