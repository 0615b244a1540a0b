import Datasets
import TensorMath
import TestSupport
import Testing

struct ImageSetTests {
  /// Images of two grey pixels, the first of which is the image's number.
  func set(_ labels: [Int]) -> ImageSet {
    ImageSet(
      name: "made up", shape: ImageShape(channels: 1, height: 1, width: 2), classNames: ["a", "b", "c"],
      pixels: labels.indices.flatMap { [UInt8($0), 255] }, labels: labels)
  }

  func firstPixels(_ set: ImageSet) -> [UInt8] { (0..<set.count).map { index in set.withPixels(at: index) { $0[0] } } }

  @Test func takesAndSlices() {
    let all = set([0, 1, 2, 0, 1, 2])
    #expect(firstPixels(all.taking(2)) == [0, 1])
    #expect(all.taking(100).count == 6)
    #expect(all.taking(-1).count == 0)
    #expect(firstPixels(all[2..<5][1..<3]) == [3, 4])
    #expect(all[2..<5].labels == [2, 0, 1])
    #expect(all.classCounts == [2, 2, 2])
  }

  @Test func picksOneOfEachClassFromThePreviousOneOn() throws {
    #expect(firstPixels(try set([1, 0, 2, 1, 0]).onePerClass()) == [1, 3, 2])
    #expect(
      message { _ = try set([0, 1]).onePerClass() } == "made up holds no image of class c among its 2")
  }

  @Test func picksByIndex() throws {
    let picked = try set([0, 1, 2, 0]).picking([3, 1, 3])
    #expect(firstPixels(picked) == [3, 1, 3])
    #expect(picked.labels == [0, 1, 0])
    #expect(firstPixels(try picked[1..<3].picking([1])) == [3])
    #expect(message { _ = try picked.picking([3]) } == "made up has no image 3; expected an index from 0 to 2")
    #expect(message { _ = try picked.picking([-1]) } == "made up has no image -1; expected an index from 0 to 2")
    #expect(message { _ = try picked.taking(0).picking([0]) } == "made up is empty and has no image 0")
  }

  @Test func normalisesAsPyTorchDoes() {
    // torch.arange(256).to(torch.uint8).float().div(255).sub(0.5).div(0.5), bit patterns of five of them.
    let patterns =
      [0: 0xbf80_0000, 1: 0xbf7d_fdfe, 127: 0xbb80_8080, 128: 0x3b80_8100, 255: 0x3f80_0000] as [Int: UInt32]
    for (byte, pattern) in patterns { #expect(PixelScale.normalised[byte].bitPattern == pattern, "byte \(byte)") }
    for byte in 0...255 { #expect(PixelScale.byte(PixelScale.normalised[byte]) == UInt8(byte)) }
    #expect([PixelScale.byte(-9), PixelScale.byte(9), PixelScale.byte(.nan)] == [0, 255, 0])
  }

  @Test func fillsBatches() throws {
    let all = set([0, 1, 2, 0, 1, 2])
    let batch = Batch(capacity: 20, shape: all.sampleShape)
    for source in [all, try all.picking([0, 1, 2, 3, 4, 5]), all[0..<6]] {
      source.fill(batch, indices: 2..<5, compute: nil)
      #expect(batch.rowMajor() == [2, 255, 3, 255, 4, 255].map { PixelScale.normalised[$0] })
    }
    all[3..<6].fill(batch, indices: [2, 0], compute: nil)
    #expect(batch.rowMajor() == [5, 255, 3, 255].map { PixelScale.normalised[$0] })
    all.normalised().fill(batch, indices: [1, 5], compute: nil)
    #expect(batch.rowMajor() == [1, 255, 5, 255].map { PixelScale.normalised[$0] })
  }

  @Test func writesNumPyArrays() throws {
    // What numpy.save writes for np.array([[1, -2]], np.float32).
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }"
    let expected =
      [0x93] + Array("NUMPY".utf8) + [1, 0, 0x76, 0] + Array(header.utf8)
      + [UInt8](repeating: 32, count: 128 - 10 - header.utf8.count - 1) + [10, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]
    #expect(try NumPyArray.bytes([1, -2], shape: [1, 2]) == expected)
    #expect(String(decoding: try NumPyArray.bytes([1], shape: [1])[10...], as: UTF8.self).contains("'shape': (1,), }"))
  }
}
