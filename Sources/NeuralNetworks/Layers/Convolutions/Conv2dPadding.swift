internal import Options
internal import TensorMath

/// What stands around the image that a convolution sees: how much on each side, and of what.
struct Conv2dPadding {
  static let amount = OptionKey<Amount>(
    "padding", .either(.choice([OptionChoice("same", "as much as keeps the size")]), .extent(0...1_024)), default: 0,
    unit: "pixels", "rows and columns around the image, on each side; `same` keeps the size")
  static let mode = OptionKey<Mode>(
    "padding_mode", .choice(of: Mode.self), default: "zeros", "what stands there")

  /// How much is put around an image.
  enum Amount: OptionReadable {
    case same
    case extent(Extent)

    init?(_ value: OptionValue) {
      switch value {
      case .text("same"): self = .same
      case .extent(let extent): self = .extent(extent)
      default: return nil
      }
    }

    var optionValue: OptionValue {
      switch self {
      case .same: "same"
      case .extent(let extent): extent.optionValue
      }
    }
  }

  /// What is put around an image, PyTorch's words.
  enum Mode: String, OptionWord {
    case zeros, reflect, replicate, circular

    var summary: String {
      switch self {
      case .zeros: "zeros"
      case .reflect: "the image mirrored, without its outermost pixels"
      case .replicate: "the outermost pixels"
      case .circular: "the image again, as on a torus"
      }
    }

    var operation: ImagePadding.Mode {
      switch self {
      case .zeros: .zeros
      case .reflect: .reflect
      case .replicate: .replicate
      case .circular: .circular
      }
    }
  }

  let above, below, left, right: Int
  let mode: Mode
  /// Whether it is asked for by what it keeps, which only a stride of 1 does.
  let isSame: Bool

  init(_ values: OptionValues, around span: Extent) {
    mode = values[Self.mode]
    switch values[Self.amount] {
    case .same:
      // What is over goes below and to the right, as in PyTorch.
      (above, left) = ((span.height - 1) / 2, (span.width - 1) / 2)
      (below, right) = (span.height - 1 - above, span.width - 1 - left)
      isSame = true
    case .extent(let extent):
      (above, below, left, right) = (extent.height, extent.height, extent.width, extent.width)
      isSame = false
    }
  }

  /// What pads images of a shape before they are convolved; nil where the convolution takes zeros itself.
  func operation(for input: SampleShape) throws(ImageOperationMisfit) -> ImagePadding? {
    guard mode != .zeros, above + below + left + right > 0 else { return nil }
    return try ImagePadding(input, left: left, right: right, top: above, bottom: below, mode: mode.operation)
  }
}

extension ONNXGraphBuilder {
  /// Adds a border that is not of zeros; one as on a torus is gathered, since `Pad` makes none yet.
  mutating func pad(_ x: ONNXValue, by padding: Conv2dPadding, _ operation: ImagePadding) -> String {
    let mode: String
    switch padding.mode {
    case .zeros: mode = "constant"
    case .reflect: mode = "reflect"
    case .replicate: mode = "edge"
    case .circular: return resample(x.name, by: operation.plan, of: x.shape)
    }
    let sides = constant("pads", [0, 0, padding.above, padding.left, 0, 0, padding.below, padding.right])
    return node("Pad", [x.name, sides], [.text("mode", mode)])
  }
}
