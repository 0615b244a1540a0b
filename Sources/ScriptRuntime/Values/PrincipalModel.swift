import Analysis
import Basics
import Datasets
import NeuralNetworks
import TensorMath

extension PrincipalComponents {
  /// The principal components of images.
  static func fit(
    _ images: any BatchSource, components: Int, compute: ComputeContext, unless stop: StopFlag
  ) throws -> PrincipalComponents {
    try fit(
      count: images.count, width: images.sampleShape.elementCount, components: components, compute: compute,
      unless: stop, read: images.rowReader(compute))
  }

  /// What several sizes of these components leave of other images: the mean squared error of each.
  func meanSquaredErrors(
    of sizes: [Int], on images: any BatchSource, compute: ComputeContext, unless stop: StopFlag
  ) throws -> [Double] {
    try meanSquaredErrors(
      of: sizes, count: images.count, compute: compute, unless: stop, read: images.rowReader(compute))
  }

  /// The most components that so many images have, of so many numbers each.
  static func most(count: Int, shape: ImageShape) -> Int { min(count, shape.elementCount) }

  /// The bytes that fitting takes beside the images, roughly; the greatest number where they cannot be counted.
  static func memory(count: Int, shape: ImageShape, components: Int) -> Int {
    let (width, side) = (shape.elementCount, min(count, shape.elementCount))
    let matrix = side.timesSaturating(side).timesSaturating(8)
    let directions = components.timesSaturating(width).timesSaturating(8 * 4)
    let rows = min(count, 1024).timesSaturating(width).timesSaturating(4 * 3)
    return matrix.plusSaturating(directions).plusSaturating(rows)
      .plusSaturating(count < width ? count.timesSaturating(width).timesSaturating(8) : 0)
  }
}

extension BatchSource {
  /// What reads ranges of the images as rows of numbers.
  func rowReader(
    _ compute: ComputeContext
  ) -> (_ rows: Range<Int>, _ into: UnsafeMutableBufferPointer<Float>) -> Void {
    let batch = Batch(capacity: max(1, min(1024, count)), shape: sampleShape)
    return { range, target in
      fill(batch, count: range.count, compute: compute) { range.lowerBound + $0 }
      _ = target.update(fromContentsOf: batch.rowMajor())
    }
  }
}

extension AutoencoderDescription {
  /// The networks of principal components: one linear layer to the code, and one back.
  static func principal(shape: ImageShape, size: Int) throws -> AutoencoderDescription {
    AutoencoderDescription(
      encoder: NetworkDescription(
        input: shape.sample, layers: try LayerTable.layers(["flatten", "linear \(size)"])),
      decoder: NetworkDescription(
        input: .vector(size),
        layers: try LayerTable.layers(["linear \(shape.elementCount)", "unflatten \(shape.sample)"])))
  }
}

extension Autoencoder {
  /// A model that encodes to principal components of images and decodes from them.
  convenience init(_ components: PrincipalComponents, shape: ImageShape, threads: Int, memory: Int?) throws {
    try self.init(.principal(shape: shape, size: components.latent), threads: threads, memory: memory)
    let (size, width) = (components.latent, components.width)
    var place = 0
    func add(_ value: Float) {
      weights.pointer[place] = value
      place += 1
    }
    for number in components.components { add(number) }
    for member in 0..<size {
      var sum = 0.0
      for column in 0..<width {
        sum += Double(components.components[member * width + column]) * Double(components.mean[column])
      }
      add(Float(-sum))
    }
    for column in 0..<width {
      for member in 0..<size { add(components.components[member * width + column]) }
    }
    for number in components.mean { add(number) }
    precondition(place == weights.count, "Two linear layers and no more.")
    varianceShares = components.shares
  }
}
