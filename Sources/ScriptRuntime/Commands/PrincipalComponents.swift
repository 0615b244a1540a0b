import Analysis
import Basics
import Datasets
import NeuralNetworks
import Options
import TensorMath

extension CommandRow {
  private static let data = ValueKey<ImageCollection>.images("data", "the images that it is fitted to")
  private static let size = OptionKey<Int>("size", .whole(from: 1), unit: "numbers", "the length of a code")
  private static let sizes = OptionKey<[Int]>(
    "sizes", .list(.whole(from: 1)), "several lengths, of which each gives a model: a family of them, by length")

  static let pca = CommandRow(
    name: "pca", summary: "fits principal components, the best straight line through images",
    discussion: """
      Principal component analysis is what an autoencoder without any curve could learn at best: its code says how far an \
      image lies from the mean image along each of the directions in which the images differ most. The result is a model \
      of two linear layers, with which all that models do can be done; `train` would change it. Its `variance` is the part \
      of the images' variance that the code holds.

      It is scikit-learn's `PCA`: images are centred, not scaled, and of each direction the number that is largest in size \
      is positive. Of several `sizes=` all come from one fit.
      """,
    takes: [data, size, sizes],
    example: """
      training = load sketches count=200
      test = load sketches split=validation count=50
      p = pca training size=20
      print (p.variance)
      evaluate p test
      floor = pca training sizes=4,16,64
      evaluate floor[16] test
      """,
    result: .model,
    prepare: { call in
      let lengths = try lengths(call)
      let facts = call.facts(data)
      if let lengths, let count = facts?.count, let shape = facts?.imageShape {
        let most = PrincipalComponents.most(count: count, shape: shape)
        guard count > 0 else { throw call.error(at: data, "there is no image to fit to") }
        if let beyond = lengths.first(where: { $0 > most }) {
          throw call.error(
            at: call.isGiven(sizes) ? sizes.declaration : size.declaration,
            "\(countText(count, "image")) of \(countText(shape.elementCount, "number")) \(count == 1 ? "has" : "have") at most "
              + "\(countText(most, "component")), and not \(countText(beyond))")
        }
        try call.checkMemory(
          PrincipalComponents.memory(count: count, shape: shape, components: lengths.max() ?? 1), at: data,
          "fitting this", expected: "fewer images than an image has numbers, or smaller images")
      }
      guard let lengths else { throw NotYetKnown() }
      return (call, images: try call[data].source, lengths: lengths, isFamily: call.isGiven(sizes))
    },
    foresee: { call, _, _ in
      func model(_ size: Int?) -> Value {
        var facts = Foreseen(.model)
        facts.latent = size
        if let size, let shape = call.facts(data)?.imageShape {
          facts.model = try? .principal(shape: shape, size: size)
        }
        return .foreseen(facts)
      }
      guard call.isGiven(sizes) else { return model(call.known(size)) }
      guard let lengths = call.known(sizes) else { return .foreseen(.family) }
      var family = Family()
      for length in lengths { family[.number(Double(length))] = model(length) }
      return .family(family)
    },
    run: { arguments, session in
      let (call, images, lengths, isFamily) = arguments
      guard let shape = ImageShape(images.sampleShape) else { preconditionFailure("Images have a shape.") }
      let all: PrincipalComponents
      do {
        all = try session.principalComponents(of: images, size: lengths.max() ?? 1)
      } catch let error as PrincipalComponents.NotFinite {
        throw call.error(at: data, "image \(error.row) holds a number that is not finite")
      }
      func model(_ length: Int) throws -> Value {
        do {
          return .model(
            try Autoencoder(
              all.first(length), shape: shape, threads: session.settings.threads,
              memory: session.settings.memoryLimit))
        } catch let error as AutoencoderError {
          throw call.error(at: data, "\(error)")
        }
      }
      guard isFamily else { return try model(lengths[0]) }
      var family = Family()
      for length in lengths { family[.number(Double(length))] = try model(length) }
      return .family(family)
    })

  /// The lengths that are asked for; nil where only the run knows them.
  private static func lengths(_ call: Call) throws -> [Int]? {
    switch (call.isGiven(size), call.isGiven(sizes)) {
    case (true, true):
      throw call.error(at: sizes, "`pca` takes one length or several", expected: "`size=` or `sizes=`")
    case (false, false):
      throw call.error("`pca` lacks the length of a code", expected: "`size=200`, or several as in `sizes=64,128`")
    case (true, false): return call.known(size).map { [$0] }
    case (false, true):
      guard let lengths = call.known(sizes) else { return nil }
      guard !lengths.isEmpty else { throw call.error(at: sizes, "there is no length in this list") }
      return lengths
    }
  }
}
