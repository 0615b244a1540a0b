internal import Basics
public import TensorMath

/// A transposed convolution, PyTorch's `ConvTranspose2d`: the input gradient of a convolution, used forwards.
public struct ConvTranspose2d: LayerKind {
  /// The name a script writes.
  public static let name = "conv_transpose2d"
  /// One line of help.
  public static let summary =
    "Convolve backwards: each input pixel paints a kernel, so that a stride enlarges the image."
  /// The options a script may set.
  public static let options =
    ConvolutionOptions.common(strideSummary: "Output pixels from one input pixel to the next.") + [
      OptionDeclaration(
        "output_padding", .extent(0...1_023), default: .integer(0),
        summary: "Rows and columns added at the bottom and right; smaller than the stride.", unit: "pixels")
    ]

  /// Output channels.
  public let channels: Int
  /// Rows and columns of the kernel.
  public let kernel: Extent
  /// Output pixels from one input pixel to the next.
  public let stride: Extent
  /// Rows and columns taken off the output on each side.
  public let padding: Extent
  /// Rows and columns added to the output at the bottom and right.
  public let outputPadding: Extent
  /// Whether a bias is added to each channel.
  public let bias: Bool

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    let values = try values.checked(for: Self.name, Self.options)
    channels = values.integer("channels")
    kernel = values.extent("kernel")
    stride = values.extent("stride")
    padding = values.extent("padding")
    outputPadding = values.extent("output_padding")
    bias = values.flag("bias")
  }

  /// The options as they are set.
  public var values: OptionValues {
    OptionValues([
      "channels": .integer(channels), "kernel": kernel.value, "stride": stride.value, "padding": padding.value,
      "output_padding": outputPadding.value, "bias": .flag(bias),
    ])
  }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .image(_, let height, let width) = input else {
      throw .needsImage(layer: Self.name, found: input)
    }
    guard outputPadding.height < stride.height, outputPadding.width < stride.width else {
      throw .outputPaddingTooLarge(layer: Self.name, outputPadding: outputPadding, stride: stride)
    }
    guard input.isUsable else { throw .tooLarge(layer: Self.name, found: input) }
    let rows = (height - 1) * stride.height - 2 * padding.height + kernel.height + outputPadding.height
    let columns = (width - 1) * stride.width - 2 * padding.width + kernel.width + outputPadding.width
    guard rows > 0, columns > 0 else {
      throw .emptyOutput(layer: Self.name, found: input, padding: padding)
    }
    return try SampleShape.image(channels: channels, height: rows, width: columns).usable(for: Self.name, from: input)
  }

  /// The weights, in PyTorch's order and layout.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    guard case .image(let inputChannels, _, _) = input else { return [] }
    let weight = ParameterDescription(name: "weight", shape: [inputChannels, channels, kernel.height, kernel.width])
    return bias ? [weight, ParameterDescription(name: "bias", shape: [channels])] : [weight]
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    (input.checkedCount ?? 0).timesSaturating(2 * kernel.height * kernel.width).timesSaturating(channels)
  }
}

extension ConvTranspose2d {
  /// A ReLU behind it is computed with it.
  public var fusesReLU: Bool { true }

  /// The memory of its tables and its intermediate results.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    (try? geometry(for: input))?.memory
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard let weight = parameters.first else { throw LayerShapeError.needsImage(layer: Self.name, found: input) }
    return Work(
      convolution: TransposedConvolution(try geometry(for: input)), weight: weight, bias: parameters.dropFirst().first)
  }

  private func geometry(for input: SampleShape) throws -> ConvolutionGeometry {
    guard case .image(let inputChannels, let height, let width) = input else {
      throw LayerShapeError.needsImage(layer: Self.name, found: input)
    }
    return try ConvolutionGeometry(
      transposedFrom: inputChannels, height: height, width: width, outputChannels: channels,
      kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride.height, strideX: stride.width,
      paddingY: padding.height, paddingX: padding.width, outputPaddingY: outputPadding.height,
      outputPaddingX: outputPadding.width)
  }

  private final class Work: WeightedLayer {
    let convolution: TransposedConvolution
    let weight: Parameter
    let bias: Parameter?
    let masksInputGradient = true

    init(convolution: TransposedConvolution, weight: Parameter, bias: Parameter?) {
      self.convolution = convolution
      self.weight = weight
      self.bias = bias
    }

    func forward(_ input: Batch, into output: Batch, relu: Bool, compute: ComputeContext) {
      convolution.forward(
        input, weights: weight.values, bias: bias?.values, activation: relu ? .relu : .none, into: output,
        compute: compute)
    }

    func weightGradient(input: Batch, outputGradient: Batch, compute: ComputeContext) {
      convolution.parameterGradient(
        input: input, outputGradient: outputGradient, weights: weight.gradient, bias: bias?.gradient, compute: compute)
    }

    func inputGradient(_ outputGradient: Batch, mask: Batch?, into inputGradient: Batch, compute: ComputeContext) {
      convolution.inputGradient(
        outputGradient, weights: weight.values, mask: mask, into: inputGradient, compute: compute)
    }
  }
}
