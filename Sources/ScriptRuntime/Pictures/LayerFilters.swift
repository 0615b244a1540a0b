import Basics
import Figures
import NeuralNetworks
import Options
import TensorMath

/// What `filters` draws: the weights of a layer as small pictures.
struct LayerFilters {
  private static let model = ValueKey<Autoencoder>.model()
  private static let limit = OptionKey<Int>(
    "limit", .whole(1...1_000), default: 32, unit: "filters", "how many filters at most")
  private static let columns = OptionKey<Int>(
    "columns", .whole(1...100), default: 8, "how many filters in colour stand in a row, or how many channels of one")

  static let options: [any OptionDeclaring] = [model, LayerChoice.layer, LayerChoice.network, limit, columns]

  /// About how many pixels of the panel a filter is wide, so that what stands between filters is narrow beside them.
  private static let usualSide = 24

  private let choice: LayerChoice
  private let model: Autoencoder
  private let limit, columns: Int

  /// Throws where the layer has no filters.
  init(_ call: Call) throws {
    guard let description = call.facts(Self.model)?.model else { throw NotYetKnown() }
    choice = try LayerChoice(
      call, of: description, lacking: { _ in "has no filters to draw" },
      suits: { Self.shape(of: $0, in: description) != nil })
    model = try call[Self.model]
    limit = try call[Self.limit]
    columns = try call[Self.columns]
  }

  /// How many filters there are, and the shape of each; nil where a layer has none.
  private static func shape(
    of layer: InnerLayer, in description: AutoencoderDescription
  ) -> (count: Int, channels: Int, height: Int, width: Int)? {
    guard let weight = layer.kind.parameters(for: layer.input).first(where: { $0.name == "weight" }) else { return nil }
    let sides = weight.shape
    if sides.count == 4 { return (sides[0], sides[1], sides[2], sides[3]) }
    guard sides.count == 2, case .image(let channels, let height, let width) = description.image else { return nil }
    let (outputs, inputs, pixels) = (sides[0], sides[1], description.image.elementCount)
    if inputs == pixels { return (outputs, channels, height, width) }
    return outputs == pixels ? (inputs, channels, height, width) : nil
  }

  /// The filters, `[count, channels, height, width]`.
  private func weights(_ shape: (count: Int, channels: Int, height: Int, width: Int)) throws -> [Float] {
    let network = choice.part == .encoder ? model.encoder : model.decoder
    let name = choice.layer.prefix + "weight"
    let own = network.parameters.first { $0.layer == choice.layer.place[0] && $0.parameter.description.name == name }
    guard let parameter = own?.parameter else { throw FigureError.imageShape("the layer keeps no weights") }
    let values = (0..<parameter.values.count).map { parameter.values.pointer[$0] }
    let sides = parameter.description.shape
    // What makes images keeps them as columns.
    guard sides.count == 2, sides[0] != shape.count else { return values }
    return (0..<sides[1]).flatMap { filter in (0..<sides[0]).map { values[$0 * sides[1] + filter] } }
  }

  /// The panel of all filters.
  func panel(title: String?) throws -> ImagePanel {
    guard let shape = Self.shape(of: choice.layer, in: model.description) else {
      throw FigureError.imageShape("the layer has no filters")
    }
    let weights = try weights(shape)
    guard weights.allSatisfy(\.isFinite) else {
      throw FigureError.imageShape("the layer holds weights that are not finite")
    }
    let shown = min(limit, shape.count)
    let isInColour = shape.channels == 3
    let each = shape.channels * shape.height * shape.width
    let values = Array(weights.prefix(shown * each))
    let largest = max(values.reduce(0) { max($0, $1.magnitude) }, .leastNormalMagnitude)
    let pictures = try ImageBatch(
      count: isInColour ? shown : shown * shape.channels, channels: isInColour ? 3 : 1, height: shape.height,
      width: shape.width, values: values
    ).pictures(range: -largest...largest).map { $0.enlarged(by: max(1, Self.usualSide / max(shape.width, 1))) }
    let scale = numberText(Double((largest * 1000).rounded() / 1000))
    let filter = "\(shape.channels)x\(shape.height)x\(shape.width)"
    let count = shown < shape.count ? "the first \(shown) of \(shape.count) filters" : countText(shape.count, "filter")
    var panel = ImagePanel(
      title: title ?? "\(choice.heading)\n\(count) of \(filter), black −\(scale), white \(scale)", bands: [])
    panel.title = panel.title?.replacing("\n", with: ", ")
    if isInColour || shape.channels == 1 {
      panel.bands = [ImageBand(rows: ImageBands.split(pictures, columns).map { ImageRow(images: $0) })]
      return panel
    }
    let across = min(columns, shape.channels)
    panel.bands = [
      ImageBand(
        rows: (0..<shown).map { row in
          let start = row * shape.channels
          return ImageRow(caption: "\(row + 1)", images: Array(pictures[start..<start + across]))
        })
    ]
    panel.columnCaptions = (1...across).map { "\($0)" }
    panel.columnGroup = ColumnGroup(
      caption: across < shape.channels ? "the first \(across) of \(shape.channels) channels" : "channel", first: 0)
    return panel
  }
}
