internal import KernelArguments

extension BatchNormalization {
  /// The gradients with respect to the input, where asked for, and to weight and bias, summed over the batch:
  /// `dx = γ / √(σ² + ε) · (dy − mean(dy) − x̂ · mean(dy · x̂))`, or without the means after an evaluation.
  ///
  /// `statistics` are those of the forward pass over `input`. The input gradient is zero where `mask`, the layer's
  /// rectified input, is not positive; it may be the same batch as the output gradient.
  public func backward(
    _ outputGradient: Batch, input: Batch, weight: FloatSlice?, mask: Batch? = nil, into inputGradient: Batch?,
    weightGradient: FloatSlice?, biasGradient: FloatSlice?, statistics: NormalizationStatistics,
    compute: ComputeContext
  ) {
    NormalizationOperands.checkGradient(
      shape, parameters: shape.channels, outputGradient, input, mask: mask, inputGradient: inputGradient,
      weight: weight,
      weightGradient: weightGradient, biasGradient: biasGradient)
    let trained = statistics.source != .batch(trained: false)
    statistics.check(.batch(trained: trained), of: input)
    let samples = compute.wholeCount(of: input)
    let whole = ChannelTasks(shape, count: samples)
    let sums = statistics.doubles + 2 * shape.channels
    let kernels = compute.kernels
    sumStretches(whole, of: input, beside: outputGradient, into: sums, compute) {
      pixels, gradient, channel, room, moments in
      kernels.channelGradientMoments(
        ChannelGradientSums(
          pixels: pixels, gradient: gradient, centers: statistics.floats.pointer + channel * Batch.blockWidth,
          room: room, moments: moments))
    }
    let share = trained ? 1 / Double(samples * shape.pixels) : 0
    let tasks = ChannelTasks(shape, count: input.count)
    compute.run(tasks.columns) { column in
      for channel in tasks.channels(column) {
        let (sum, product) = total(sums, whole.parts, channel)
        let (mean, inverse) = (statistics.doubles[2 * channel], statistics.doubles[2 * channel + 1])
        let residual = mean - Double(Float(mean))
        let normalProduct = (product - residual * sum) * inverse
        weightGradient?[channel] = Float(normalProduct)
        biasGradient?[channel] = Float(sum)
        let factor = inverse * Double(weight?.pointer[channel] ?? 1)
        let slope = -factor * inverse * normalProduct * share
        fill(1, channel, Float(factor), statistics)
        fill(2, channel, Float(slope), statistics)
        fill(3, channel, Float(-factor * sum * share - slope * residual), statistics)
      }
    }
    guard let inputGradient else { return }
    compute.run(tasks.count) { number in
      let task = tasks[number]
      let place = tasks.place(task)
      kernels.normalizationGradient(
        NormalizationGradient(
          pixels: tasks.pixels(task, of: input), gradient: outputGradient.storage.pointer + place,
          mask: mask.map { UnsafePointer($0.storage.pointer + place) },
          tables: statistics.floats.pointer + task.channels.lowerBound * Batch.blockWidth,
          tableStride: tasks.pixelFloats, result: inputGradient.storage.pointer + place))
    }
  }
}
