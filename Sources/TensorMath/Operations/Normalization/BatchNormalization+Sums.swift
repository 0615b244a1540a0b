internal import Distributed
internal import KernelArguments

extension BatchNormalization {
  /// Two sums of a column's channels over a stretch: of its pixels in a batch, and in another one beside it, from a channel
  /// on, in a room for what is summed meanwhile.
  typealias StretchSum = (
    _ pixels: PixelStretch, _ beside: Floats, _ channel: Int, _ room: MutableDoubles, _ moments: MutableDoubles
  ) -> Void

  /// Takes two sums of every channel over each stretch of the whole batch: `[stretches][channels][2]`.
  func sumStretches(
    _ tasks: ChannelTasks, of batch: Batch, beside other: Batch? = nil, into sums: MutableDoubles,
    _ compute: ComputeContext, _ sum: StretchSum
  ) {
    if let share = compute.share {
      return sumStretches(tasks, of: [batch] + (other.map { [$0] } ?? []), share, into: sums, compute, sum)
    }
    let (x, beside) = (batch.storage.pointer, (other ?? batch).storage.pointer)
    compute.run(tasks.count, scratch: roomFloats) { number, scratch in
      let task = tasks[number]
      let place = tasks.place(task)
      sum(
        tasks.stretch(task, from: x + place), beside + place, task.channels.lowerBound, asDoubles(scratch),
        sums + 2 * (task.part * shape.channels + task.channels.lowerBound))
    }
  }

  /// The same by several processes, each of which sums the stretches that end in its blocks, and tells the others.
  ///
  /// Of a stretch that begins in another process the pixels are passed on as they are: their sums begin at its first.
  private func sumStretches(
    _ tasks: ChannelTasks, of batches: [Batch], _ share: BatchShare, into sums: MutableDoubles,
    _ compute: ComputeContext, _ sum: StretchSum
  ) {
    let pixelFloats = tasks.pixelFloats
    let here = tasks.fullPixels(of: share.blocks, shape)
    let parts = tasks.parts(endingIn: share.blocks, shape, of: share.wholeBlocks)
    let before = here.isEmpty ? 0 : here.lowerBound % tasks.stretch
    let head = min(tasks.stretch, before + here.count)
    // The first stretch, where its beginning lies elsewhere.
    let joined = batches.map { batch in
      let joined = FloatBuffer(count: before > 0 ? head * pixelFloats : 0)
      guard before > 0 else { return joined }
      share.takeUp(joined.pointer, before * pixelFloats)
      (joined.pointer + before * pixelFloats).update(from: batch.storage.pointer, count: (head - before) * pixelFloats)
      return joined
    }
    let after = here.upperBound == tasks.fullPixels ? 0 : here.upperBound % tasks.stretch
    if share.isGoneOnWith, after > 0 {
      for (batch, joined) in zip(batches, joined) {
        let isWithin = here.count >= after
        let first = isWithin ? batch.storage.pointer + (here.count - after) * pixelFloats : joined.pointer
        share.handOn(first, after * pixelFloats)
      }
    }
    compute.run(parts.count * tasks.columns, scratch: roomFloats) { number, scratch in
      let task = tasks[parts.lowerBound * tasks.columns + number]
      let isJoined = before > 0 && task.part == parts.lowerBound
      // Stretches are counted within the whole batch.
      let offset = tasks.place(task) - (isJoined ? here.lowerBound - before : here.lowerBound) * pixelFloats
      let last = batches.count - 1
      let x = (isJoined ? joined[0] : batches[0].storage).pointer + offset
      let beside = (isJoined ? joined[last] : batches[last].storage).pointer + offset
      sum(
        tasks.stretch(task, from: x), beside, task.channels.lowerBound, asDoubles(scratch),
        sums + 2 * (task.part * shape.channels + task.channels.lowerBound))
    }
    let own = UnsafeBufferPointer(
      start: sums + 2 * parts.lowerBound * shape.channels, count: 2 * parts.count * shape.channels)
    let all = share.processes.gather(
      Array(own),
      counts: (0..<share.processes.count).map {
        2 * tasks.parts(endingIn: share.blocks(of: $0), shape, of: share.wholeBlocks).count * shape.channels
      })
    for (place, value) in all.enumerated() { sums[place] = value }
  }
}

extension ChannelTasks {
  /// A task's pixels, which begin at a place.
  func stretch(_ task: Task, from place: MutableFloats) -> PixelStretch {
    PixelStretch(
      floats: place, stride: pixelFloats, pixels: task.pixels, channels: task.channels.count, samples: task.samples)
  }

  /// The pixels of full blocks among some blocks, counted within the whole batch.
  fileprivate func fullPixels(of blocks: Range<Int>, _ shape: SampleShape) -> Range<Int> {
    min(fullPixels, blocks.lowerBound * shape.pixels)..<min(fullPixels, blocks.upperBound * shape.pixels)
  }

  /// The stretches that end within some blocks.
  fileprivate func parts(endingIn blocks: Range<Int>, _ shape: SampleShape, of wholeBlocks: Int) -> Range<Int> {
    let pixels = fullPixels(of: blocks, shape)
    let hasEnd = pixels.upperBound == fullPixels
    let end = hasEnd ? fullParts : pixels.upperBound / stretch
    let first = pixels.isEmpty ? end : pixels.lowerBound / stretch
    // The padded block's come behind all others.
    let isLast = !blocks.isEmpty && blocks.upperBound == wholeBlocks
    return first..<(isLast ? parts : end)
  }
}
