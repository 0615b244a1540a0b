/// Sums an output gradient over images and pixels: the bias gradient.
func biasGradient(_ outputGradient: Batch, into gradient: FloatSlice, team: ThreadTeam) {
  let (channels, height, width) = outputGradient.shape.extents
  let kernels = Kernels.current
  let group = 8
  team.run((channels + group - 1) / group) { task in
    kernels.sumChannels(
      outputGradient.storage.pointer, outputGradient.blocks, height * width, channels, task * group,
      min(task * group + group, channels), gradient.pointer)
  }
}
