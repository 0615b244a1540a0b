internal import KernelArguments

/// Sums an output gradient over images and pixels: the bias gradient.
func biasGradient(_ outputGradient: Batch, into gradient: FloatSlice, compute: ComputeContext) {
  let (channels, height, width) = outputGradient.shape.extents
  let kernels = compute.kernels
  let group = 8
  compute.run((channels + group - 1) / group) { task in
    kernels.sumChannels(
      ChannelSums(
        values: outputGradient.storage.pointer, blocks: outputGradient.blocks, pixels: height * width,
        channels: channels, first: task * group, last: min(task * group + group, channels), sums: gradient.pointer))
  }
}
