import Basics
import Datasets
import Options

extension CommandRow {
  /// What there is a way between.
  private enum Ends {
    case codes(Codes)
    case images(ImageCollection)

    /// How many there are.
    var count: Int {
      switch self {
      case .codes(let codes): codes.count
      case .images(let images): images.count
      }
    }

    init?(_ value: Value) {
      if let codes = value.codes {
        self = .codes(codes)
      } else if let images = ImageCollection(value) {
        self = .images(images)
      } else {
        return nil
      }
    }
  }

  private static let ends = ValueKey(
    "codes", .value([.codes, .data, .images]), "the codes, or images", convert: Ends.init)
  private static let from = OptionKey<Int>(
    "from", .whole(from: 0), default: 0, "where the way begins: a place among the codes, counted from 0")
  private static let to = OptionKey<Int>("to", .whole(from: 0), "where it ends; at the last if not given")
  private static let steps = OptionKey<Int>(
    "steps", .whole(2...1000), default: 8, "how many there are on the way, both ends counted")

  static let interpolate = CommandRow(
    name: "interpolate", summary: "gives the codes on the way from one to another",
    discussion: """
      They lie on a straight line, as far from each other as their neighbours. `decode` makes images of them. Of images it \
      gives the pixels on the way, one image fading into the other: shown beside the decoded codes, it tells what the \
      latent space adds.

      Of two images that were picked apart `join` makes a pair, whose way goes from the one to the other: `pair = join \
      cats[0] ships[0]`, `codes = encode model pair`, `path = interpolate codes`.
      """,
    takes: [ends, from, to, steps],
    example: """
      validation = load sketches split=validation count=30
      model = autoencoder latent=20 width=4
      codes = encode model validation
      path = interpolate codes from=3 to=17 steps=8
      frames = decode model path
      faded = interpolate validation from=3 to=17 steps=8
      show frames faded columns=8
      """,
    result: .codes,
    prepare: { call in
      let facts = call.facts(ends)
      if let count = facts?.count {
        let noun = facts?.type == .codes ? "code" : "image"
        if count == 0 { throw call.error(at: ends, "there is no \(noun) that a way could begin at") }
        for option in [from, to] {
          if let place = call.known(option), place >= count {
            throw call.error(
              at: option, "there is no \(noun) \(place): there are \(countText(count, noun)), counted from 0")
          }
        }
      }
      return (ends: try call[ends], from: try call[from], to: try call[ifGiven: to], steps: try call[steps])
    },
    foresee: { call, _, _ in
      let known = call.facts(ends)
      var facts = Foreseen(known.map { $0.type == .data ? .images : $0.type } ?? .anything)
      facts.count = call.known(steps)
      facts.latent = known?.latent
      facts.imageShape = known?.imageShape
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (from, steps) = (arguments.from, arguments.steps)
      let to = arguments.to ?? arguments.ends.count - 1
      switch arguments.ends {
      case .codes(let codes):
        let way = Self.way(
          codes.values[from * codes.latent..<(from + 1) * codes.latent],
          codes.values[to * codes.latent..<(to + 1) * codes.latent], steps)
        return .codes(Codes(latent: codes.latent, values: way))
      case .images(let images):
        guard case .images(let two) = try images.picking([from, to], unless: session.stop).asNumbers(session.stop)
        else {
          preconditionFailure("Images are images.")
        }
        return .images(Images(shape: two.shape, values: Self.way(two[0], two[1], steps)))
      }
    })

  private static func way(_ first: ArraySlice<Float>, _ last: ArraySlice<Float>, _ steps: Int) -> [Float] {
    (0..<steps).flatMap { step in
      let part = Float(step) / Float(steps - 1)
      return zip(first, last).map { (1 - part) * $0 + part * $1 }
    }
  }
}

extension Value {
  /// Images of a data set as numbers; any other value as it is.
  fileprivate func asNumbers(_ stop: StopFlag) throws -> Value {
    guard case .data(let set) = self else { return self }
    return .images(try set.normalised(unless: stop))
  }
}
