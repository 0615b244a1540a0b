import Basics
import Datasets
import Options
import ScriptLanguage

extension CommandRow {
  private static let images = ValueKey<ImageCollection>.images("data", "the data set or images")
  private static let shares = OptionKey<[Double]>(
    "share", .list(.number(.positive)), argument: true, required: true,
    "the part of the images that comes first, below 1, or how many they are; several for more parts")
  private static let byClass = OptionKey<Bool>(
    "by-class", .flag, default: true, "whether each part gets its share of every class, where there are labels")

  static let split = CommandRow(
    name: "split", summary: "divides a data set at random into two parts or more",
    discussion: """
      What is left over is the last part. Each image is in one part alone, and the parts come in random order. Drawn from \
      the session's generator are a `torch.randperm` of each class, the classes in their order, which deals its images, \
      and then one of each part. Without labels, or with `by-class=no`, it is \
      `torch.utils.data.random_split`: one `torch.randperm` of all images, cut into the parts.
      """,
    takes: [images, shares, byClass],
    example: """
      photos = load sketches count=100
      training, validation = split photos 0.8
      """,
    draws: true, result: .list,
    prepare: { call in
      let sizes: [Int]?
      do throws(SplitShares.Problem) {
        let split = try call.known(shares).map { (shares) throws(SplitShares.Problem) in try SplitShares(shares) }
        let count = call.facts(images)?.count
        sizes = try split.flatMap { (split) throws(SplitShares.Problem) in
          try count.map { (count) throws(SplitShares.Problem) in try split.sizes(of: count) }
        }
      } catch {
        throw call.error(at: shares, error.message, expected: error.expected)
      }
      guard let sizes else { throw NotYetKnown() }
      return (images: try call[images], sizes: sizes, byClass: try call[byClass])
    },
    foresee: { call, _, _ in
      var facts = call.facts(images) ?? Foreseen(.data)
      if facts.type == .anything { facts.type = .data }
      facts.isSortedByClass = false
      guard let split = try? call.known(shares).map(SplitShares.init) else { return .foreseen(.list) }
      let known = facts.count.flatMap { count in try? split.sizes(of: count) }
      guard let sizes: [Int?] = known ?? split.parts.map({ Array(repeating: nil, count: $0) }) else {
        return .foreseen(.list)
      }
      return .list(
        sizes.map { size in
          facts.count = size
          return .foreseen(facts)
        })
    },
    run: { prepared, session in
      let images = prepared.images
      let labels = prepared.byClass ? images.labels : nil
      let random = try session.random
      let parts = ImageDealing.deal(
        prepared.sizes, labels: labels, classes: images.classNames.count, generator: &random.generator)
      return .list(try parts.map { try images.picking($0, unless: session.stop) })
    })
}

/// Into what a set is divided: fractions of it, or counts.
private struct SplitShares {
  /// Why shares cannot be, and what could.
  struct Problem: Error {
    let message: String
    let expected: String
  }

  private let shares: [Double]
  private let areCounts: Bool

  /// Fractions that make a whole, for all that rounding makes of them.
  private static let whole = 1 - 1e-9

  /// Takes shares as a script writes them.
  init(_ shares: [Double]) throws(Problem) {
    self.shares = shares
    let whole = shares.filter { $0 >= 1 }
    areCounts = !whole.isEmpty
    guard whole.isEmpty || whole.count == shares.count else {
      throw Problem(message: "some shares are fractions and some are counts", expected: "one or the other")
    }
    if let broken = whole.first(where: { Int(exactly: $0) == nil }) {
      throw Problem(
        message: "no part can have \(numberText(broken)) images", expected: "fractions below 1, or whole numbers")
    }
    if !areCounts, shares.reduce(0, +) > 2 - Self.whole {
      throw Problem(
        message: "the shares make \(numberText(shares.reduce(0, +))) of the images", expected: "no more than 1 together"
      )
    }
  }

  /// The number of parts, what is left over counted; nil where only the number of images tells.
  var parts: Int? {
    if areCounts { return shares.count == 1 ? 2 : nil }
    return shares.reduce(0, +) < Self.whole ? shares.count + 1 : shares.count
  }

  /// How many images each part gets of `count`.
  func sizes(of count: Int) throws(Problem) -> [Int] {
    var sizes: [Int] = []
    if areCounts {
      sizes = shares.map { Int($0) }
      let sum = sizes.reduce(0) { $0.plusSaturating($1) }
      guard sum <= count else {
        throw Problem(
          message: "the parts would have \(countText(sum, "image")), and there are \(countText(count))",
          expected: "no more than there are")
      }
      if sum < count || sizes.count == 1 { sizes.append(count - sum) }
    } else {
      var ends = shares.indices.map { Int((shares[...$0].reduce(0, +) * Double(count)).rounded()) }
      if parts == shares.count { ends[ends.count - 1] = count } else { ends.append(count) }
      sizes = ends.indices.map { ends[$0] - ($0 > 0 ? ends[$0 - 1] : 0) }
    }
    if let empty = sizes.firstIndex(of: 0) {
      throw Problem(
        message: "part \(empty + 1) would have no image of \(countText(count))",
        expected: "another share, or more images")
    }
    return sizes
  }
}
