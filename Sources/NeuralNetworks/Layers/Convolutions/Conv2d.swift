internal import Basics
public import Options
public import TensorMath

/// A two-dimensional convolution, PyTorch's `Conv2d`.
public struct Conv2d: LayerKind {
  private static let stride = OptionKey<Extent>(
    "stride", .extent(1...1_024), default: 1, unit: "pixels", "step from one output pixel to the next")

  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "conv2d", "convolve: each output pixel is a weighted sum of the input pixels around it",
    options: [
      ConvolutionOptions.channels.declaration, ConvolutionOptions.kernel.declaration, stride.declaration,
      Conv2dPadding.amount.declaration, ConvolutionOptions.bias.declaration, ConvolutionOptions.dilation.declaration,
      ConvolutionOptions.groups.declaration, Conv2dPadding.mode.declaration,
    ]
  ) { Conv2d(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  private var options: ConvolutionOptions { ConvolutionOptions(values) }
  private var stride: Extent { values[Self.stride] }
  private var padding: Conv2dPadding { Conv2dPadding(values, around: options.span) }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    let (channels, height, width) = try input.image(for: name)
    let (span, padding) = (options.span, padding)
    try options.checkGroups(of: channels, layer: name)
    guard !padding.isSame || stride == Extent(1) else {
      throw .unsuitable(layer: name, reason: "keeps the size only with a stride of 1, and its stride is \(stride)")
    }
    let padded = Extent(
      height: height.plusSaturating(padding.above + padding.below),
      width: width.plusSaturating(padding.left + padding.right))
    guard span.height <= padded.height, span.width <= padded.width else {
      throw .kernelTooLarge(layer: name, kernel: span, padded: padded, found: input)
    }
    let output = try SampleShape.image(
      channels: options.channels, height: (padded.height - span.height) / stride.height + 1,
      width: (padded.width - span.width) / stride.width + 1
    ).usable(for: name, from: input)
    if input.isUsable, padding.mode != .zeros { _ = try paddingOperation(for: input) }
    return output
  }

  /// The weights, `[out, in of a group, kH, kW]`, and the bias.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let (kernel, groups) = (options.kernel, options.groups)
    return ParameterDescription.weightAndBias(
      shape: [options.channels, input.channels / groups, kernel.height, kernel.width], outputs: options.channels,
      bias: options.bias, redrawn: true)
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    guard let output = try? outputShape(for: input) else { return 0 }
    return output.elementCount.timesSaturating(2 * options.kernel.height * options.kernel.width)
      .timesSaturating(input.channels / options.groups)
  }

  /// A rectifier behind it is computed with it.
  public var traits: LayerTraits { .fusesRectifier }

  /// The memory of its tables and its intermediate results, and of the padded images where they are not padded by zeros.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    guard let own = (try? geometry(for: input))?.memory else { return nil }
    guard let padding = try? paddingOperation(for: input), let tables = padding.memory(batch: batch) else { return own }
    let images = padding.output.elementCount.timesSaturating(TrainingMemory.bytes(ofSamples: batch)).timesSaturating(2)
    return OperationMemory(
      tables: own.tables.plusSaturating(tables.tables).plusSaturating(images), workspace: own.workspace,
      scratch: max(own.scratch, tables.scratch))
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard let layer = AffineLayer(Convolution(try geometry(for: input)), parameters) else {
      throw LayerShapeError.needsImage(layer: name, found: input)
    }
    return try paddingOperation(for: input).map { PaddedLayer($0, before: layer) } ?? layer
  }

  /// `nn.Conv2d`.
  public func pyTorch(for input: SampleShape) -> PyTorchModule {
    let (options, mode) = (options, padding.mode)
    let amount: String? =
      switch values[Conv2dPadding.amount] {
      case .same: "padding=\"same\""
      case .extent(let extent): pythonArgument("padding", extent, default: 0)
      }
    return PyTorchModule(
      "nn.Conv2d", "\(input.channels)", "\(options.channels)", python(options.kernel),
      pythonArgument("stride", stride, default: 1), amount, pythonArgument("dilation", options.dilation, default: 1),
      pythonArgument("groups", options.groups, default: 1), pythonArgument("bias", options.bias, default: true),
      mode == .zeros ? nil : "padding_mode=\"\(mode.rawValue)\"")
  }

  /// `Conv`, behind a `Pad` where the border is not of zeros.
  public func addONNX(to graph: inout ONNXGraphBuilder, _ x: ONNXValue) throws -> String {
    let (options, padding) = (options, padding)
    let border = try paddingOperation(for: x.shape)
    let padded = border.map { graph.pad(x, by: padding, $0) } ?? x.name
    let pads = border == nil ? [padding.above, padding.left, padding.below, padding.right] : [0, 0, 0, 0]
    return graph.node(
      "Conv", [padded, graph.array("weight"), graph.array("bias")].compactMap(\.self),
      [
        .integers("kernel_shape", options.kernel.sides), .integers("strides", stride.sides), .integers("pads", pads),
        .integers("dilations", options.dilation.sides), .integer("group", options.groups),
      ])
  }

  func paddingOperation(for input: SampleShape) throws(LayerShapeError) -> ImagePadding? {
    do {
      return try padding.operation(for: input)
    } catch {
      throw .misfit(layer: name, sentence: "\(error)")
    }
  }

  /// The convolution of the images, or of the padded ones where they are not padded by zeros.
  func geometry(for input: SampleShape) throws -> ConvolutionGeometry {
    let (options, stride, padding) = (options, stride, padding)
    let operation = try paddingOperation(for: input)
    let (channels, height, width) = try (operation?.output ?? input).image(for: name)
    let takesZeros = operation == nil
    return try ConvolutionGeometry(
      channels: channels, height: height, width: width, outputChannels: options.channels,
      kernelHeight: options.kernel.height, kernelWidth: options.kernel.width, strideY: stride.height,
      strideX: stride.width, paddingY: takesZeros ? padding.above : 0, paddingX: takesZeros ? padding.left : 0,
      paddingBelow: takesZeros ? padding.below : 0, paddingRight: takesZeros ? padding.right : 0,
      dilationY: options.dilation.height, dilationX: options.dilation.width, groups: options.groups)
  }
}
