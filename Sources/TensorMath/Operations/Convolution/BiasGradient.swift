internal import KernelArguments

/// Sums an output gradient over images and pixels: the bias gradient.
func biasGradient(_ outputGradient: Batch, into gradient: FloatSlice, compute: ComputeContext) {
  let (channels, height, width) = outputGradient.shape.extents
  let kernels = compute.kernels
  forEachChannelGroup(of: outputGradient.shape, compute) { group in
    kernels.sumChannels(
      ChannelSums(
        values: outputGradient.storage.pointer, blocks: outputGradient.blocks, pixels: height * width,
        channels: channels, first: group.lowerBound, last: group.upperBound, sums: gradient.pointer))
  }
}

/// Runs `body` for groups of channels, whose sums one thread takes.
func forEachChannelGroup(of shape: SampleShape, _ compute: ComputeContext, _ body: (Range<Int>) -> Void) {
  let group = 8
  compute.run((shape.channels + group - 1) / group) { task in
    body(task * group..<min(task * group + group, shape.channels))
  }
}
