import Analysis
import Basics
import Options

extension CommandRow {
  private static let codes = ValueKey<Codes>.codes()
  private static let bits = OptionKey<Int>(
    "bits", .whole(1...16), default: 8, unit: "bits", "how many bits a number of the code gets")
  private static let ranges = ValueKey<Codes>(
    "training", .value([.codes]), argument: false, required: false,
    "codes that say how far each number goes, as those of the training images; the codes themselves if not given",
    convert: \.codes)

  static let quantize = CommandRow(
    name: "quantize", summary: "gives codes with few bits a number, as a file would keep them",
    discussion: """
      Between the least and the greatest value that a number of the code has in `training`, it gets 2 to the power of `bits` \
      values in equal steps, of which the nearest is taken; what lies outside becomes the least or the greatest. A code of \
      64 numbers in 8 bits each is 64 bytes.
      """,
    takes: [codes, bits, ranges],
    example: """
      training = load sketches count=40
      test = load sketches split=validation count=10
      model = autoencoder latent=20 width=4
      known = encode model training
      codes = encode model test
      coarse = quantize codes bits=4 training=known
      images = decode model coarse
      """,
    result: .codes,
    prepare: { call in
      if let latent = call.facts(codes)?.latent, let length = call.facts(ranges)?.latent, latent != length {
        throw call.error(
          at: ranges,
          "these codes are \(countText(length, "number")) long, and those to quantize \(countText(latent, "number"))")
      }
      if call.facts(ranges)?.count == 0 { throw call.error(at: ranges, "there is no code to take ranges from") }
      return (codes: try call[codes], bits: try call[bits], ranges: try call[ifGiven: ranges])
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.codes)
      facts.count = call.facts(codes)?.count
      facts.latent = call.facts(codes)?.latent
      return .foreseen(facts)
    },
    run: { arguments, _ in
      let (codes, bits, ranges) = arguments
      let rows = ranges ?? codes
      guard codes.count > 0, rows.count > 0 else { return .codes(codes) }
      let quantizer = UniformQuantizer(rangesOf: rows.values, width: codes.latent, bits: bits)
      return .codes(
        Codes(
          latent: codes.latent, values: quantizer.quantized(codes.values), labels: codes.labels,
          classNames: codes.classNames))
    })
}
