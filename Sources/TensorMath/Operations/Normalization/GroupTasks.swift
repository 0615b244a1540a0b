internal import KernelArguments

/// How the work on a batch's groups of channels is dealt out: stretches of a block's pixels, by columns of groups, or of
/// pieces of groups that have many channels.
struct GroupTasks {
  /// Part of a block: pixels, and neighbouring pieces of equally many channels.
  struct Task {
    let block: Int
    let part: Int
    let firstPiece: Int
    let pieces: Int
    let firstChannel: Int
    /// Channels of each piece.
    let channels: Int
    let firstPixel: Int
    let pixels: Int
  }

  let blocks: Int
  /// Stretches of a block's pixels.
  let parts: Int
  let groups: Int
  let groupChannels: Int
  /// Pieces that each group is cut into.
  let piecesPerGroup: Int
  /// Floats from one pixel to the next.
  let pixelFloats: Int
  private let pixels: Int
  private let stretch: Int
  private let columns: Int
  private let piecesPerColumn: Int

  /// The tasks of so many samples.
  init(_ shape: SampleShape, groups: Int, count: Int) {
    let width = ChannelTasks.columnChannels
    blocks = (count + Batch.blockWidth - 1) / Batch.blockWidth
    self.groups = groups
    groupChannels = shape.channels / groups
    piecesPerGroup = (groupChannels + width - 1) / width
    pixelFloats = shape.channels * Batch.blockWidth
    pixels = shape.pixels
    piecesPerColumn = max(1, width / groupChannels)
    columns = (groups * piecesPerGroup + piecesPerColumn - 1) / piecesPerColumn
    stretch = ChannelTasks.stretch(channels: min(shape.channels, width))
    parts = (pixels + stretch - 1) / stretch
  }

  /// Pieces of a block.
  var pieces: Int { groups * piecesPerGroup }

  /// The number of tasks.
  var count: Int { blocks * parts * columns }

  /// Channels of a task at the most.
  var taskChannels: Int { min(ChannelTasks.columnChannels, groups * groupChannels) }

  subscript(task: Int) -> Task {
    let (block, part, column) = (task / columns / parts, task / columns % parts, task % columns)
    let firstPiece = column * piecesPerColumn
    let start = firstPiece % piecesPerGroup * ChannelTasks.columnChannels
    return Task(
      block: block, part: part, firstPiece: firstPiece, pieces: min(piecesPerColumn, pieces - firstPiece),
      firstChannel: firstPiece / piecesPerGroup * groupChannels + start,
      channels: min(ChannelTasks.columnChannels, groupChannels - start), firstPixel: part * stretch,
      pixels: min(stretch, pixels - part * stretch))
  }

  /// A task's pixels in its block of a batch.
  func pixels(_ task: Task, of batch: Batch) -> PixelStretch {
    PixelStretch(
      floats: batch.block(task.block) + place(task), stride: pixelFloats, pixels: task.pixels, channels: task.channels,
      groups: task.pieces, samples: batch.samples(inBlock: task.block))
  }

  /// A group's sums in a block, of `count` numbers, which begin at the place `first` of all.
  func sums(_ sums: MutableDoubles, at first: Int, count: Int) -> PartialSums {
    PartialSums(
      sums: sums + first, stride: pieces * sumCount, parts: parts, pieces: piecesPerGroup, count: count)
  }

  /// Where a task's floats begin in its block.
  func place(_ task: Task) -> Int { task.firstPixel * pixelFloats + task.firstChannel * Batch.blockWidth }

  /// Where a task's piece has its sums among those of the batch, `[blocks][parts][pieces]`.
  func piece(_ task: Task) -> Int { (task.block * parts + task.part) * pieces + task.firstPiece }
}
