package import Devices

extension ConvolutionGeometry {
  /// The shapes as a device's kernels take them.
  package var onDevice: DeviceConvolution {
    DeviceConvolution(
      input: (inputChannels, inputHeight, inputWidth), output: (outputChannels, outputHeight, outputWidth),
      kernel: (kernelHeight, kernelWidth), stride: (strideY, strideX), padding: (paddingY, paddingX),
      dilation: (dilationY, dilationX), groups: groups)
  }
}

extension Linear {
  /// The layer as a convolution over images of one pixel.
  package var onDevice: DeviceConvolution { DeviceConvolution(input: (inputs, 1, 1), output: (outputs, 1, 1)) }
}
