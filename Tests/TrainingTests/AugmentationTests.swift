import Datasets
import Options
import TensorMath
import TestSupport
import Testing

/// Flips, crops and corruptions draw what PyTorch and torchvision draw, and do what they say.
@Suite(.serialized) struct AugmentationTests {
  static let shape = SampleShape.image(channels: 2, height: 3, width: 4)
  let compute = ComputeContext(threads: 2)

  private func augmented(_ terms: [Term], count: Int, random: RandomStream) -> (before: [Float], after: [Float]) {
    let values = (0..<(count * 24)).map { Float($0) }
    let batch = Batch(values, count: count, shape: Self.shape)
    let augmenter = ImageAugmenter(terms.map(AugmentationTable.table.make))
    augmenter.draw(batch, random: random)
    augmenter.augment(batch, compute: compute)
    return (values, batch.rowMajor())
  }

  /// The value of an image's pixel; black outside.
  private func pixel(_ values: [Float], _ image: Int, _ channel: Int, _ row: Int, _ column: Int) -> Float {
    guard (0..<3).contains(row), (0..<4).contains(column) else { return -1 }
    return values[((image * 2 + channel) * 3 + row) * 4 + column]
  }

  @Test("Flips and crops are drawn image by image, in the order in which they are written")
  func flipsAndCrops() {
    let terms = [Term("flip"), Term("crop", OptionValues(["border": 2]))]
    let (before, after) = augmented(terms, count: 21, random: RandomStream(RandomGenerator(seed: 7)))
    var generator = RandomGenerator(seed: 7)
    var flips = 0
    for image in 0..<21 {
      let flips1 = generator.uniform() < 0.5
      let (down, across) = (generator.integer(below: 5) - 2, generator.integer(below: 5) - 2)
      flips += flips1 ? 1 : 0
      for channel in 0..<2 {
        for row in 0..<3 {
          for column in 0..<4 {
            let (y, x) = (row + down, column + across)
            let isInside = (0..<4).contains(x)
            let expected = pixel(before, image, channel, y, flips1 && isInside ? 3 - x : x)
            #expect(after[((image * 2 + channel) * 3 + row) * 4 + column] == expected)
          }
        }
      }
    }
    #expect((1...20).contains(flips))
  }

  @Test("Noise is PyTorch's randn_like, times the deviation")
  func gaussian() throws {
    let images = Batch([Float](repeating: 0.25, count: 48), count: 2, shape: Self.shape)
    let result = Batch(capacity: 2, shape: Self.shape)
    let random = RandomStream(RandomGenerator(seed: 3))
    CorruptionTable.table.make(Term("gaussian", OptionValues(["deviation": 0.5])))
      .corrupt(images, into: result, random: random, compute: compute)
    var generator = RandomGenerator(seed: 3)
    #expect(result.rowMajor() == generator.normals(48).map { 0.25 + 0.5 * $0 })
    #expect(random.generator.state == generator.state)
    CorruptionTable.table.make(Term("gaussian", OptionValues(["deviation": 5.0, "clip": true])))
      .corrupt(images, into: result, random: random, compute: compute)
    #expect(result.rowMajor().allSatisfy { (-1...1).contains($0) })
    #expect(result.rowMajor().contains(-1) && result.rowMajor().contains(1))
  }

  @Test("Masks, salt and pepper fall on whole pixels, drawn one by one")
  func pixels() {
    let images = Batch([Float](repeating: 0.25, count: 17 * 24), count: 17, shape: Self.shape)
    func corrupted(_ term: Term) -> [Float] {
      let result = Batch(capacity: 17, shape: Self.shape)
      CorruptionTable.table.make(term)
        .corrupt(images, into: result, random: RandomStream(RandomGenerator(seed: 3)), compute: compute)
      return result.rowMajor()
    }
    let masked = corrupted(Term("mask", OptionValues(["share": 0.5])))
    let salted = corrupted(Term("salt-pepper", OptionValues(["share": 0.4])))
    var generator = RandomGenerator(seed: 3)
    for image in 0..<17 {
      for pixel in 0..<12 {
        let number = generator.uniform()
        for channel in 0..<2 {
          let place = (image * 2 + channel) * 12 + pixel
          #expect(masked[place] == (number < 0.5 ? 0 : 0.25))
          #expect(salted[place] == (number < 0.2 ? 1 : number >= 0.8 ? -1 : 0.25))
        }
      }
    }
  }
}
