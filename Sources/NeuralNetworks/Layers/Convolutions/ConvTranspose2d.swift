internal import Basics
public import Options
public import TensorMath

/// A transposed convolution, PyTorch's `ConvTranspose2d`: the input gradient of a convolution, used forwards.
public struct ConvTranspose2d: LayerKind {
  private static let stride = OptionKey<Extent>(
    "stride", .extent(1...1_024), default: 1, unit: "pixels", "output pixels from one input pixel to the next")
  private static let padding = OptionKey<Extent>(
    "padding", .extent(0...1_024), default: 0, unit: "pixels", "rows and columns taken off the image, on each side")
  private static let outputPadding = OptionKey<Extent>(
    "output_padding", .extent(0...1_023), default: 0, unit: "pixels",
    "rows and columns added at the bottom and right; smaller than the stride or the dilation")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "conv_transpose2d", "convolve backwards: each input pixel paints a kernel, so that a stride enlarges the image",
    options: [
      ConvolutionOptions.channels.declaration, ConvolutionOptions.kernel.declaration, stride.declaration,
      padding.declaration, ConvolutionOptions.bias.declaration, outputPadding.declaration,
      ConvolutionOptions.dilation.declaration, ConvolutionOptions.groups.declaration,
    ]
  ) { ConvTranspose2d(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  private var options: ConvolutionOptions { ConvolutionOptions(values) }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    let (channels, height, width) = try input.image(for: name)
    let (span, dilation, stride, padding) = (options.span, options.dilation, values[Self.stride], values[Self.padding])
    let outputPadding = values[Self.outputPadding]
    try options.checkGroups(of: channels, layer: name)
    let bound = Extent(height: max(stride.height, dilation.height), width: max(stride.width, dilation.width))
    guard outputPadding.height < bound.height, outputPadding.width < bound.width else {
      throw .outputPaddingTooLarge(layer: name, outputPadding: outputPadding, stride: bound)
    }
    guard input.isUsable else { throw .tooLarge(layer: name, found: input) }
    let rows = (height - 1) * stride.height - 2 * padding.height + span.height + outputPadding.height
    let columns = (width - 1) * stride.width - 2 * padding.width + span.width + outputPadding.width
    guard rows > 0, columns > 0 else {
      throw .emptyOutput(layer: name, found: input, padding: padding)
    }
    return try SampleShape.image(channels: options.channels, height: rows, width: columns).usable(
      for: name, from: input)
  }

  /// The weights, `[in, out of a group, kH, kW]`, and the bias.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let kernel = options.kernel
    return ParameterDescription.weightAndBias(
      shape: [input.channels, options.channels / options.groups, kernel.height, kernel.width],
      outputs: options.channels,
      bias: options.bias, redrawn: false)
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    (input.checkedCount ?? 0).timesSaturating(2 * options.kernel.height * options.kernel.width)
      .timesSaturating(options.channels / options.groups)
  }

  /// A rectifier behind it is computed with it.
  public var traits: LayerTraits { .fusesRectifier }

  /// The memory of its tables and its intermediate results.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    (try? geometry(for: input))?.memory
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard let layer = AffineLayer(TransposedConvolution(try geometry(for: input)), parameters) else {
      throw LayerShapeError.needsImage(layer: name, found: input)
    }
    return layer
  }

  /// `nn.ConvTranspose2d`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    let options = options
    return PyTorchModule(
      "nn.ConvTranspose2d", "\(input.channels)", "\(options.channels)", python(options.kernel),
      pythonArgument("stride", values[Self.stride], default: 1),
      pythonArgument("padding", values[Self.padding], default: 0),
      pythonArgument("output_padding", values[Self.outputPadding], default: 0),
      pythonArgument("groups", options.groups, default: 1), pythonArgument("bias", options.bias, default: true),
      pythonArgument("dilation", options.dilation, default: 1))
  }

  /// `ConvTranspose`.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) -> String {
    let (options, stride, padding) = (options, values[Self.stride].sides, values[Self.padding].sides)
    let added = values[Self.outputPadding].sides
    let attributes: [ONNXAttribute] = [
      .integers("kernel_shape", options.kernel.sides), .integers("strides", stride),
      .integers("dilations", options.dilation.sides), .integer("group", options.groups),
    ]
    let weight = graph.array("weight")
    if zip(added, stride).allSatisfy({ $0 < $1 }) {
      return graph.node(
        "ConvTranspose", [x.name, weight, graph.array("bias")].compactMap(\.self),
        attributes + [.integers("pads", padding + padding), .integers("output_padding", added)])
    }
    // As many rows as a stride or more are not added everywhere: they are taken off less, and those beyond are zeros.
    let behind = zip(padding, added).map { max($0 - $1, 0) }
    let beyond = zip(padding, added).map { max($1 - $0, 0) }
    var result = graph.node(
      "ConvTranspose", [x.name, weight].compactMap(\.self), attributes + [.integers("pads", padding + behind)])
    if beyond != [0, 0] { result = graph.node("Pad", [result, graph.constant("pads", [0, 0, 0, 0, 0, 0] + beyond)]) }
    return graph.array("bias", shape: [options.channels, 1, 1]).map { graph.node("Add", [result, $0]) } ?? result
  }

  func geometry(for input: SampleShape) throws -> ConvolutionGeometry {
    let (channels, height, width) = try input.image(for: name)
    let (kernel, dilation, stride, padding) = (
      options.kernel, options.dilation, values[Self.stride], values[Self.padding]
    )
    let outputPadding = values[Self.outputPadding]
    return try ConvolutionGeometry(
      transposedFrom: channels, height: height, width: width, outputChannels: options.channels,
      kernelHeight: kernel.height, kernelWidth: kernel.width, strideY: stride.height, strideX: stride.width,
      paddingY: padding.height, paddingX: padding.width, outputPaddingY: outputPadding.height,
      outputPaddingX: outputPadding.width, dilationY: dilation.height, dilationX: dilation.width,
      groups: options.groups)
  }
}
