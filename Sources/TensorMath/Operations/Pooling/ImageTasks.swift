/// Runs `body` for every row of every block of a batch, with a pointer to memory of the thread's own, `floats` long.
func forEachRow(
  of batch: Batch, scratch floats: Int = 0, _ compute: ComputeContext,
  _ body: (_ block: Int, _ row: Int, _ scratch: MutableFloats) -> Void
) {
  let (channels, height, width) = batch.shape.extents
  forEachRun(of: height, blocks: batch.blocks, entries: channels * width, scratch: floats, compute) {
    block, rows, scratch in
    for row in rows { body(block, row, scratch) }
  }
}

/// Runs `body` for stretches of a batch's pixels: where the first one stands in the memory, and how many there are.
func forEachPixelStretch(
  of batch: Batch, _ compute: ComputeContext, _ body: (_ place: Int, _ pixels: Int) -> Void
) {
  let channels = batch.shape.channels
  forEachRun(of: batch.shape.pixels, blocks: batch.blocks, entries: channels, scratch: 0, compute) { block, pixels, _ in
    body(block * batch.blockFloats + pixels.lowerBound * channels * Batch.blockWidth, pixels.count)
  }
}

/// Shares out `count` things in each block, each of so many entries, a run of a few at a time.
private func forEachRun(
  of count: Int, blocks: Int, entries: Int, scratch: Int, _ compute: ComputeContext,
  _ body: (_ block: Int, _ things: Range<Int>, _ scratch: MutableFloats) -> Void
) {
  let run = max(1, 512 / entries)
  let runs = (count + run - 1) / run
  compute.run(blocks * runs, scratch: scratch) { task, scratch in
    let first = task % runs * run
    body(task / runs, first..<min(first + run, count), scratch)
  }
}
