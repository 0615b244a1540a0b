internal import KernelArguments

/// Sums an output gradient over images and pixels: the bias gradient.
func biasGradient(_ outputGradient: Batch, into gradient: FloatSlice, compute: ComputeContext) {
  let (channels, height, width) = outputGradient.shape.extents
  let kernels = compute.kernels
  forEachChannelGroup(of: outputGradient.shape, compute) { group, running in
    kernels.sumChannels(
      ChannelSums(
        values: outputGradient.storage.pointer, blocks: outputGradient.blocks, pixels: height * width,
        channels: channels, first: group.lowerBound, last: group.upperBound, sums: gradient.pointer, running: running))
  }
}

/// Runs `body` for groups of channels, whose sums one thread takes; with the sums so far where the batch is shared.
func forEachChannelGroup(
  of shape: SampleShape, _ compute: ComputeContext, _ body: (Range<Int>, _ running: MutableFloats?) -> Void
) {
  func run(_ running: MutableFloats?) {
    let group = 8
    compute.run((shape.channels + group - 1) / group) { task in
      body(task * group..<min(task * group + group, shape.channels), running)
    }
  }
  guard let share = compute.share else { return run(nil) }
  let count = shape.channels * Batch.blockWidth
  compute.withWorkspace(count) { running in
    share.continueSums(running, count, zero: 0) { run(running) }
  }
}
