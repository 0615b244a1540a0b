internal import Basics
public import Options
public import TensorMath

/// A two-dimensional convolution, PyTorch's `Conv2d` with its zero padding.
public struct Conv2d: LayerKind {
  /// The row of the table of layers.
  public static let row = OptionRow<any LayerKind>(
    "conv2d", "convolve: each output pixel is a weighted sum of the input pixels around it",
    options: ConvolutionOptions.declarations(stride: ConvolutionOptions.stride.declaration)
  ) { Conv2d(values: $0) }

  /// The options as they are set.
  public let values: OptionValues
  /// The row's declaration.
  public var declaration: TermDeclaration { Self.row.declaration }

  private var options: ConvolutionOptions { ConvolutionOptions(values) }

  /// The shape that comes out.
  public func outputShape(for input: SampleShape) throws(LayerShapeError) -> SampleShape {
    let (_, height, width) = try input.image(for: name)
    let (kernel, stride, padding) = (options.kernel, options.stride, options.padding)
    let padded = Extent(
      height: height.plusSaturating(2 * padding.height), width: width.plusSaturating(2 * padding.width))
    guard kernel.height <= padded.height, kernel.width <= padded.width else {
      throw .kernelTooLarge(layer: name, kernel: kernel, padded: padded, found: input)
    }
    return try SampleShape.image(
      channels: options.channels, height: (padded.height - kernel.height) / stride.height + 1,
      width: (padded.width - kernel.width) / stride.width + 1
    ).usable(for: name, from: input)
  }

  /// The weights, `[out, in, kH, kW]`, and the bias.
  public func parameters(for input: SampleShape) -> [ParameterDescription] {
    let kernel = options.kernel
    return ParameterDescription.weightAndBias(
      shape: [options.channels, input.channels, kernel.height, kernel.width], outputs: options.channels,
      bias: options.bias, redrawn: true)
  }

  /// Floating-point operations of the forward pass for one sample.
  public func operations(for input: SampleShape) -> Int {
    guard let output = try? outputShape(for: input) else { return 0 }
    return output.elementCount.timesSaturating(2 * options.kernel.height * options.kernel.width)
      .timesSaturating(input.channels)
  }

  /// A rectifier behind it is computed with it.
  public var traits: LayerTraits { .fusesRectifier }

  /// The memory of its tables and its intermediate results.
  public func memory(for input: SampleShape, batch: Int) -> OperationMemory? {
    (try? geometry(for: input))?.memory
  }

  /// The layer at work.
  public func makeLayer(input: SampleShape, parameters: [Parameter]) throws -> any Layer {
    guard let weight = parameters["weight"] else { throw LayerShapeError.needsImage(layer: name, found: input) }
    return Work(convolution: Convolution(try geometry(for: input)), weight: weight, bias: parameters["bias"])
  }

  private func geometry(for input: SampleShape) throws -> ConvolutionGeometry {
    let (channels, height, width) = try input.image(for: name)
    let (kernel, stride, padding) = (options.kernel, options.stride, options.padding)
    return try ConvolutionGeometry(
      channels: channels, height: height, width: width, outputChannels: options.channels, kernelHeight: kernel.height,
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

    func forward(_ input: Batch, into output: Batch, relu: Bool, pass: Pass) {
      convolution.forward(
        input, weights: weight.values, bias: bias?.values, activation: relu ? .relu : .none, into: output,
        compute: pass.compute)
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
