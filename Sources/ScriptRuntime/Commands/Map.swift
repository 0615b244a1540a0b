import Analysis
import Basics
import Options
import TensorMath

extension CommandRow {
  /// How codes become points of a plane.
  private enum Method: String, OptionWord {
    case tsne, pca

    var summary: String {
      switch self {
      case .tsne: "t-SNE, with the defaults of scikit-learn: what is near stays near, and far says little"
      case .pca: "the two directions in which the codes differ most, a straight look from one side"
      }
    }
  }

  private static let codes = ValueKey<Codes>.codes()
  private static let method = OptionKey<Method>("method", .choice(of: Method.self), default: "tsne", "how it is made")
  private static let perplexity = OptionKey<Double>(
    "perplexity", .number(NumberRange(2, 1000)), default: 30, unit: "codes",
    "how many neighbours a code has for t-SNE, roughly")

  /// The most codes of which a map's quality is measured: every pair of them is.
  private static let mostMeasured = 5000

  static let mapCodes = CommandRow(
    name: "map", summary: "lays codes out on a plane, so that one sees which lie together",
    discussion: """
      The result is codes of two numbers, which `scatter` draws. Said with it are how the map was made and how good it is: the \
      Kullback–Leibler divergence, which t-SNE makes small; the trustworthiness, 1 where the five nearest on the map are \
      nearest among the codes too; and, of images with classes, the silhouette on the map and among the codes, 1 where each \
      class lies together and far from the others, 0 where they overlap. These two look at the first 5,000 codes at most.

      t-SNE begins at the two principal components and draws nothing at random. How far groups lie apart on its map, and how \
      large they are, means nothing.
      """,
    takes: [codes, method, perplexity],
    example: """
      validation = load sketches split=validation count=100
      model = autoencoder latent=20 width=4
      codes = encode model validation
      place = map codes method=tsne
      scatter place pictures=validation side=20
      """,
    result: .codes,
    prepare: { call in
      if let count = call.facts(codes)?.count {
        if count < 5 {
          throw call.error(
            at: codes, "a map of \(countText(count, "code")) shows nothing", expected: "five codes at least")
        }
        if call.known(method) != .pca, let neighbours = call.known(perplexity), neighbours >= Double(count) {
          throw call.error(
            at: call.isGiven(perplexity) ? perplexity.declaration : codes.declaration,
            "with a perplexity of \(numberText(neighbours)) there have to be more codes than \(countText(count))",
            expected: "a smaller `perplexity`, such as \(max(2, count / 4)), or more codes")
        }
      }
      if call.known(method) == .tsne, let count = call.facts(codes)?.count, let neighbours = call.known(perplexity) {
        try call.checkMemory(
          NeighbourMap.memory(count: count, perplexity: neighbours), at: codes, "a map of \(countText(count, "code"))",
          expected: "fewer codes, or a smaller `perplexity`")
      }
      if call.known(method) == .pca, call.isGiven(perplexity) {
        throw call.error(at: perplexity, "`perplexity` goes with `method=tsne`")
      }
      if call.known(method) == .pca, let latent = call.facts(codes)?.latent, latent < 2 {
        throw call.error(at: codes, "these codes are a single number, and a map has two directions")
      }
      return (call, codes: try call[codes], method: try call[method], perplexity: try call[perplexity])
    },
    foresee: { call, _, _ in
      var facts = Foreseen(.codes)
      facts.count = call.facts(codes)?.count
      facts.latent = 2
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (call, codes, method, perplexity) = arguments
      let points: [Float]
      var said: [String] = []
      do {
        switch method {
        case .tsne:
          var options = NeighbourMap.Options()
          options.perplexity = perplexity
          let progress = WorkProgress("mapping", total: options.steps, unit: "step", session)
          let map = try NeighbourMap(
            of: codes.values, width: codes.latent, options: options, compute: session.compute, unless: session.stop,
            progress: { progress.advance(to: $0) })
          points = map.points
          said.append("t-SNE: KL divergence \(significant(map.divergence, digits: 4)) after \(map.steps) steps")
        case .pca:
          let components = try PrincipalComponents.fit(
            codes.values, width: codes.latent, components: 2, compute: session.compute, unless: session.stop)
          points = try components.encode(codes.values, compute: session.compute, unless: session.stop)
          said.append("PCA: \(percentText(components.share)) of the variance")
        }
      } catch let error as PrincipalComponents.NotFinite {
        throw call.error(at: Self.codes, "code \(error.row) holds a number that is not finite")
      }
      var placed = Codes(latent: 2, values: points, labels: codes.labels, classNames: codes.classNames)
      placed.axisName = method == .tsne ? "t-SNE" : "principal component"
      said += try quality(of: placed, for: codes, session)
      session.output.remark(said.joined(separator: ", "))
      return .codes(placed)
    })

  /// How good a map is, in words.
  private static func quality(of map: Codes, for codes: Codes, _ session: Session) throws -> [String] {
    let count = min(codes.count, mostMeasured)
    let (points, rows) = (Array(map.values.prefix(2 * count)), Array(codes.values.prefix(count * codes.latent)))
    var said: [String] = []
    let neighbours = min(5, (count - 1) / 2)
    let trust = try MapQuality.trustworthiness(
      of: points, for: rows, width: codes.latent, neighbours: neighbours, compute: session.compute,
      unless: session.stop)
    said.append("trustworthiness \(significant(trust, digits: 4))")
    if let labels = codes.labels.map({ Array($0.prefix(count)) }),
      let onMap = try MapQuality.silhouette(
        of: points, width: 2, labels: labels, compute: session.compute, unless: session.stop),
      let among = try MapQuality.silhouette(
        of: rows, width: codes.latent, labels: labels, compute: session.compute, unless: session.stop)
    {
      said.append(
        "silhouette \(significant(onMap, digits: 3)) on the map and \(significant(among, digits: 3)) among the codes")
    }
    return said
  }
}
