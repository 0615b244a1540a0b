internal import KernelArguments

/// How the work on a batch's channels is dealt out: stretches of pixels, by columns of channels.
///
/// Full blocks follow each other without a gap, so that their pixels count as those of one image; a padded block's
/// pixels come last.
struct ChannelTasks {
  /// Part of a batch: pixels with so many real samples, and channels.
  struct Task {
    let part: Int
    let channels: Range<Int>
    let firstPixel: Int
    let pixels: Int
    let samples: Int
  }

  /// Channels of a column.
  static let columnChannels = 64

  let channels: Int
  let columns: Int
  /// Floats from one pixel to the next.
  let pixelFloats: Int
  /// Stretches of pixels.
  let parts: Int
  /// As many stretches as so many samples or fewer can have.
  let largestParts: Int
  /// Pixels of a stretch, and those of full blocks, of which some stretches are.
  let stretch: Int
  let fullPixels: Int
  let fullParts: Int
  private let paddedPixels: Int
  private let paddedSamples: Int

  /// The tasks of so many samples.
  init(_ shape: SampleShape, count: Int) {
    channels = shape.channels
    columns = (channels + Self.columnChannels - 1) / Self.columnChannels
    pixelFloats = channels * Batch.blockWidth
    stretch = Self.stretch(channels: min(channels, Self.columnChannels))
    fullPixels = count / Batch.blockWidth * shape.pixels
    fullParts = (fullPixels + stretch - 1) / stretch
    paddedSamples = count % Batch.blockWidth
    paddedPixels = paddedSamples > 0 ? shape.pixels : 0
    parts = fullParts + (paddedPixels + stretch - 1) / stretch
    // Where the padded block begins a stretch anew, there is one more.
    largestParts = (fullPixels + paddedPixels + stretch - 1) / stretch + 1
  }

  /// Pixels of a task with so many channels.
  static func stretch(channels: Int) -> Int { max(16, 2048 / channels / 16 * 16) }

  /// The number of tasks.
  var count: Int { parts * columns }

  /// The channels of a column.
  func channels(_ column: Int) -> Range<Int> {
    column * Self.columnChannels..<min(channels, (column + 1) * Self.columnChannels)
  }

  subscript(task: Int) -> Task {
    let (part, channels) = (task / columns, channels(task % columns))
    if part < fullParts {
      let first = part * stretch
      return Task(
        part: part, channels: channels, firstPixel: first, pixels: min(stretch, fullPixels - first),
        samples: Batch.blockWidth)
    }
    let first = (part - fullParts) * stretch
    return Task(
      part: part, channels: channels, firstPixel: fullPixels + first, pixels: min(stretch, paddedPixels - first),
      samples: paddedSamples)
  }

  /// A task's pixels in a batch.
  func pixels(_ task: Task, of batch: Batch) -> PixelStretch {
    PixelStretch(
      floats: batch.storage.pointer + place(task), stride: pixelFloats, pixels: task.pixels,
      channels: task.channels.count, samples: task.samples)
  }

  /// Where a task's floats begin.
  func place(_ task: Task) -> Int { task.firstPixel * pixelFloats + task.channels.lowerBound * Batch.blockWidth }
}
