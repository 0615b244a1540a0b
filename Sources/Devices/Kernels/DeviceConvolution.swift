/// The shapes of a convolution as the kernels take them, in 32 bits; a linear layer is one over images of one pixel.
///
/// Activations are `[images, channels, height, width]`, the weights `[outputs, inputs of a group, kernel height, kernel
/// width]`, all as PyTorch lays them out. A transposed convolution goes from what is the output here to the input.
package struct DeviceConvolution {
  /// Images of the batch.
  package var images: Int32
  /// Channels, rows and columns of what is convolved.
  package var inputs, inputHeight, inputWidth: Int32
  /// Channels, rows and columns of the result.
  package var outputs, outputHeight, outputWidth: Int32
  /// Rows and columns of the kernel, its steps, the zeros above and left of the image, and from tap to tap.
  package var kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX, dilationY, dilationX: Int32
  /// Groups of channels.
  package var groups: Int32

  /// A convolution of no image yet.
  package init(
    input: (channels: Int, height: Int, width: Int), output: (channels: Int, height: Int, width: Int),
    kernel: (height: Int, width: Int) = (1, 1), stride: (y: Int, x: Int) = (1, 1), padding: (y: Int, x: Int) = (0, 0),
    dilation: (y: Int, x: Int) = (1, 1), groups: Int = 1
  ) {
    images = 0
    (inputs, inputHeight, inputWidth) = (Int32(input.channels), Int32(input.height), Int32(input.width))
    (outputs, outputHeight, outputWidth) = (Int32(output.channels), Int32(output.height), Int32(output.width))
    (kernelHeight, kernelWidth) = (Int32(kernel.height), Int32(kernel.width))
    (strideY, strideX) = (Int32(stride.y), Int32(stride.x))
    (paddingY, paddingX) = (Int32(padding.y), Int32(padding.x))
    (dilationY, dilationX) = (Int32(dilation.y), Int32(dilation.x))
    self.groups = Int32(groups)
  }

  /// The same of so many images.
  package func of(images count: Int) -> DeviceConvolution {
    var shape = self
    shape.images = Int32(count)
    return shape
  }

  /// Numbers of one image, of the input and of the output, and of the weights.
  package var inputCount: Int { Int(inputs) * Int(inputHeight) * Int(inputWidth) }
  package var outputCount: Int { Int(outputs) * Int(outputHeight) * Int(outputWidth) }
  package var weightCount: Int { Int(outputs) * Int(inputs / groups) * Int(kernelHeight * kernelWidth) }

  /// The structure as the kernels declare it.
  static let source = """
    typedef struct {
      int images, inputs, inputHeight, inputWidth, outputs, outputHeight, outputWidth;
      int kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX, dilationY, dilationX, groups;
    } Convolution;

    """
}
