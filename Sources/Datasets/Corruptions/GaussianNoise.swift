internal import Options
internal import TensorMath

/// Normal noise, added to every number.
struct GaussianNoise: Corruption {
  let deviation: Double
  let isClipped: Bool

  func corrupt(_ images: Batch, into result: Batch, random: RandomStream, compute: ComputeContext) {
    result.count = images.count
    result.fillNormal(from: &random.generator, compute: compute)
    let deviation = Float(deviation)
    let (from, to, floats) = (images.storage.pointer, result.storage.pointer, images.blockFloats)
    compute.run(images.blocks) { block in
      for place in (block * floats)..<((block + 1) * floats) {
        let number = from[place] + deviation * to[place]
        to[place] = isClipped ? min(max(number, -1), 1) : number
      }
    }
  }
}

extension OptionRow<any Corruption> {
  private static let deviation = OptionKey<Double>(
    "deviation", .number(.notNegative), argument: true, required: true, "the standard deviation, on images from -1 to 1"
  )
  private static let isClipped = OptionKey<Bool>(
    "clip", .flag, default: false, "whether what lies beyond black and white is brought back")

  static let gaussian = OptionRow(
    "gaussian", "adds normal noise to every number", options: [deviation.declaration, isClipped.declaration]
  ) { GaussianNoise(deviation: $0[deviation], isClipped: $0[isClipped]) }
}
