internal import Basics
public import TensorMath

/// A two-dimensional convolution, PyTorch's `Conv2d` with its zero padding.
public struct Conv2d: LayerKind {
  /// The name a script writes.
  public static let name = "conv2d"
  /// One line of help.
  public static let summary = "Convolve: each output pixel is a weighted sum of the input pixels around it."
  /// The options a script may set.
  public static let options = ConvolutionOptions.common(strideSummary: "Step from one output pixel to the next.")

  /// Output channels.
  public let channels: Int
  /// Rows and columns of the kernel.
  public let kernel: Extent
  /// Input pixels from one output pixel to the next.
  public let stride: Extent
  /// Zeros put around the input on each side.
  public let padding: Extent
  /// Whether a bias is added to each channel.
  public let bias: Bool

  /// The layer from options as given; throws when one is unknown, missing or out of range.
  public init(_ values: OptionValues) throws(OptionError) {
    let values = try values.checked(for: Self.name, Self.options)
    channels = values.integer("channels")
    kernel = values.extent("kernel")
    stride = values.extent("stride")
    padding = values.extent("padding")
    bias = values.flag("bias")
  }

  /// The options as they are set.
  public var values: OptionValues {
    OptionValues([
      "channels": .integer(channels), "kernel": kernel.value, "stride": stride.value, "padding": padding.value,
      "bias": .flag(bias),
    ])
  }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    guard case .image(_, let height, let width) = input else {
      throw .needsImage(layer: Self.name, found: input)
    }
    let padded = Extent(
      height: height.plusSaturating(2 * padding.height), width: width.plusSaturating(2 * padding.width))
    guard kernel.height <= padded.height, kernel.width <= padded.width else {
      throw .kernelTooLarge(layer: Self.name, kernel: kernel, padded: padded, found: input)
    }
    return try SampleShape.image(
      channels: channels, height: (padded.height - kernel.height) / stride.height + 1,
      width: (padded.width - kernel.width) / stride.width + 1
    ).usable(for: Self.name, from: input)
  }

  /// The weights, in PyTorch's order and layout.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    guard case .image(let inputChannels, _, _) = input else { return [] }
    let weight = ParameterDescription(name: "weight", shape: [channels, inputChannels, kernel.height, kernel.width])
    return bias ? [weight, ParameterDescription(name: "bias", shape: [channels])] : [weight]
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    guard case .image(let inputChannels, _, _) = input, let output = try? outputShape(for: input) else { return 0 }
    return output.elementCount.timesSaturating(2 * kernel.height * kernel.width).timesSaturating(inputChannels)
  }
}

/// The options that conv2d and conv_transpose2d share.
enum ConvolutionOptions {
  static func common(strideSummary: String) -> [OptionDeclaration] {
    [
      OptionDeclaration(
        "channels", .integer(1...65_536), isPositional: true, summary: "Output channels.", unit: "channels"),
      OptionDeclaration(
        "kernel", .extent(1...1_024), default: .integer(3), summary: "Height and width of the kernel.", unit: "pixels"),
      OptionDeclaration("stride", .extent(1...1_024), default: .integer(1), summary: strideSummary, unit: "pixels"),
      OptionDeclaration(
        "padding", .extent(0...1_024), default: .integer(0),
        summary: "Rows and columns around the image, on each side.",
        unit: "pixels"),
      OptionDeclaration("bias", .flag, default: .flag(true), summary: "Add a learned bias to each channel."),
    ]
  }
}

extension Conv2d {
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
      convolution: Convolution(try geometry(for: input)), weight: weight, bias: parameters.dropFirst().first)
  }

  private func geometry(for input: SampleShape) throws -> ConvolutionGeometry {
    guard case .image(let inputChannels, let height, let width) = input else {
      throw LayerShapeError.needsImage(layer: Self.name, found: input)
    }
    return try ConvolutionGeometry(
      channels: inputChannels, height: height, width: width, outputChannels: channels, kernelHeight: kernel.height,
      kernelWidth: kernel.width, strideY: stride.height, strideX: stride.width, paddingY: padding.height,
      paddingX: padding.width)
  }

  private final class Work: WeightedLayer {
    let convolution: Convolution
    let weight: Parameter
    let bias: Parameter?
    let masksInputGradient = true

    init(convolution: Convolution, weight: Parameter, bias: Parameter?) {
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
