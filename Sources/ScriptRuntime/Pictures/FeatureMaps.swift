import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import TensorMath
import Training

/// What `activations` draws: the channels that a layer makes of images, each as a small map.
struct FeatureMaps {
  /// Whether colours mean the same in all maps.
  enum Scale: String, OptionWord {
    case shared, each

    var summary: String {
      switch self {
      case .shared: "one scale of colours for all maps"
      case .each: "each map from its own lowest to its own highest number"
      }
    }
  }

  /// The order of maps.
  enum Order: String, OptionWord {
    case channel, strongest

    var summary: String {
      switch self {
      case .channel: "as the layer makes them"
      case .strongest: "those of the largest mean size first"
      }
    }
  }

  private static let model = ValueKey<Autoencoder>.model()
  private static let images = ValueKey<ImageCollection>.images("data", "the images, of which the first are taken")
  private static let count = OptionKey<Int>("images", .whole(1...32), default: 4, "how many images at most")
  private static let limit = OptionKey<Int>(
    "limit", .whole(1...1_024), default: 32, unit: "maps", "how many maps of an image at most")
  private static let columns = OptionKey<Int>(
    "columns", .whole(1...100), default: 8, "how many maps a row where there is one image")
  private static let scale = OptionKey<Scale>("scale", .choice(of: Scale.self), default: "shared", "what colours mean")
  private static let order = OptionKey<Order>(
    "sort", .choice(of: Order.self), default: "channel", "in which order the maps stand")

  static let options: [any OptionDeclaring] = [
    model, images, LayerChoice.layer, LayerChoice.network, count, limit, columns, scale, order,
  ]

  private let call: Call
  private let model: Autoencoder
  private let images: ImageCollection
  private let choice: LayerChoice
  private let count, limit, columns: Int
  private let scale: Scale
  private let order: Order
  private let theme: Theme

  /// Throws where model, images and layer do not go together.
  init(_ call: Call) throws {
    self.call = call
    try call.checkImages(Self.images, suit: Self.model)
    if call.facts(Self.images)?.count == 0 { throw call.error(at: Self.images, "there is no image to look at") }
    try call.checkImagesCanBeDrawn(Self.images)
    guard let description = call.facts(Self.model)?.model else { throw NotYetKnown() }
    choice = try LayerChoice(
      call, of: description, lacking: { "makes vectors of \($0.output), which are no maps" },
      suits: { if case .image = $0.output { true } else { false } })
    model = try call[Self.model]
    images = try call[Self.images]
    count = try call[Self.count]
    limit = try call[Self.limit]
    columns = try call[Self.columns]
    scale = try call[Self.scale]
    order = try call[Self.order]
    theme = try call[FigureRequest.theme]
  }

  /// The panel of images and maps.
  func panel(title: String?, _ session: Session) throws -> ImagePanel {
    guard case .image(let channels, let height, let width) = choice.layer.output else { throw NotYetKnown() }
    let shown = try images.first(count, unless: session.stop)
    let batch = Batch(capacity: shown.count, shape: model.imageShape)
    batch.load(shown.values, count: shown.count)
    let values = model.output(
      behind: choice.layer, of: batch, inDecoder: choice.part == .decoder, compute: session.compute
    ).rowMajor()
    try session.stop.check()
    let area = height * width
    func map(_ image: Int, _ channel: Int) -> ArraySlice<Float> {
      let start = (image * channels + channel) * area
      return values[start..<start + area]
    }
    var order = Array(0..<channels)
    if self.order == .strongest {
      let sizes = order.map { channel in
        (0..<shown.count).reduce(0.0) { sum, image in
          map(image, channel).reduce(sum) { $0 + ($1.isFinite ? Double($1.magnitude) : 0) }
        }
      }
      order.sort { (sizes[$1], $0) < (sizes[$0], $1) }
    }
    order = Array(order.prefix(limit))
    let drawn = (0..<shown.count).flatMap { image in order.flatMap { map(image, $0) } }.filter(\.isFinite)
    let bar = Self.colorBar(drawn)
    let pictures = try ImageBands.batch(shown).pictures(range: -1...1, unless: session.stop)
    let factor = max(1, shown.shape.width / max(width, 1))
    func picture(_ image: Int, _ channel: Int) -> Raster {
      let numbers = map(image, channel)
      let scale = self.scale == .shared ? bar : Self.colorBar(numbers.filter(\.isFinite))
      return Raster(
        width: width, height: height,
        pixels: numbers.flatMap { value -> [UInt8] in
          let color = scale.color(Double(value), in: theme)
          return [color.red, color.green, color.blue].map { UInt8((min(max($0, 0), 1) * 255).rounded()) }
        }
      ).enlarged(by: factor)
    }
    let silent = (0..<channels).filter { channel in
      (0..<shown.count).allSatisfy { map($0, channel).allSatisfy { $0 == 0 } }
    }.count
    let number = order.count < channels ? "\(order.count) of \(channels) maps" : countText(channels, "map")
    var panel = ImagePanel(
      title: title ?? "\(choice.heading), \(number) of \(height)x\(width)"
        + (silent > 0 ? ", \(silent) of them 0 everywhere" : ""),
      bands: [])
    if shown.count == 1 {
      let maps = order.map { picture(0, $0) }
      let rows = stride(from: 0, to: maps.count, by: columns).map { first in
        let range = first..<min(first + columns, maps.count)
        return ImageRow(
          caption: Self.caption(of: order[range].map { $0 + 1 }), images: maps[range].map { $0 })
      }
      panel.bands = [ImageBand(rows: [ImageRow(caption: "image", images: pictures)]), ImageBand(rows: rows)]
    } else {
      panel.bands = [
        ImageBand(
          rows: (0..<shown.count).map { image in
            ImageRow(
              caption: shown.className(at: image), images: [pictures[image]] + order.map { picture(image, $0) })
          })
      ]
      panel.columnCaptions = [""] + order.map { "\($0 + 1)" }
      panel.columnGroup = ColumnGroup(caption: "map", first: 1)
    }
    if scale == .shared { panel.colorBar = bar }
    return panel
  }

  /// Numbers of maps in few words: `1–8`, or all of them where they do not follow each other.
  private static func caption(of numbers: [Int]) -> String {
    guard let first = numbers.first, let last = numbers.last else { return "" }
    if numbers.count == 1 { return "map \(first)" }
    return numbers == Array(first...max(first, last))
      ? "maps \(first)–\(last)" : "maps " + numbers.map { "\($0)" }.joined(separator: ", ")
  }

  /// The scale from the lowest to the highest number, or from 0 where none is below.
  private static func colorBar(_ numbers: some Sequence<Float>) -> ColorBar {
    var (low, high) = (Float.infinity, -Float.infinity)
    for number in numbers { (low, high) = (min(low, number), max(high, number)) }
    guard low <= high else { return ColorBar(label: "activation", range: 0...1) }
    return ColorBar(label: "activation", range: Double(min(low, 0))...Double(max(high, 0)))
  }
}
