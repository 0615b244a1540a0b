internal import KernelArguments

/// The largest number of each window, `torch.nn.MaxPool2d`: padding never wins.
///
/// Of equal numbers the first in row order wins and gets the gradient; a number that is none wins over all.
public struct MaxPooling: Hashable, Sendable {
  /// The most pixels in a window: which of them won is kept as a byte.
  public static let tapLimit = 256

  /// The windows.
  public let geometry: PoolingGeometry

  /// The largest of each window of up to `tapLimit` pixels; throws for larger ones.
  public init(_ geometry: PoolingGeometry) throws(ImageOperationMisfit) {
    guard let taps = product(of: [geometry.rows.kernel, geometry.columns.kernel]) else { throw .tooLarge }
    if taps > Self.tapLimit { throw .tooManyTaps(taps) }
    self.geometry = geometry
  }

  /// The largest numbers. `winners` remembers what the gradient needs; without it nothing is remembered.
  public func forward(
    _ input: Batch, into output: Batch, winners: MaxPoolingWinners? = nil, compute: ComputeContext
  ) {
    let (rows, columns) = (geometry.rows, geometry.columns)
    input.check(geometry.input)
    output.check(geometry.output, holding: input.count)
    output.count = input.count
    winners?.reserve(for: output)
    let kernels = compute.kernels
    let (channels, width) = (geometry.input.channels, columns.outputs)
    forEachRow(of: output, scratch: scratchFloats, compute) { block, row, scratch in
      let (start, pixels) = (rows.start(of: row), rows.pixels(of: row))
      let place = block * output.blockFloats + row * width * channels * Batch.blockWidth
      kernels.maximumRow(
        WindowRow(
          image: input.block(block), width: columns.inputs, channels: channels, row: pixels.lowerBound,
          firstTap: pixels.lowerBound - start, lastTap: pixels.upperBound - start, kernelWidth: columns.kernel,
          stride: columns.stride, padding: columns.padding, outputWidth: width,
          winners: winners.map { $0.bytes + place }, scratch: scratch, result: output.storage.pointer + place))
    }
  }

  /// The gradient with respect to the input, by the winners of the forward pass; zero where `mask`, the layer's rectified
  /// input, is not positive.
  public func inputGradient(
    _ outputGradient: Batch, winners: MaxPoolingWinners, mask: Batch? = nil, into inputGradient: Batch,
    compute: ComputeContext
  ) {
    let (rows, columns) = (geometry.rows, geometry.columns)
    outputGradient.check(geometry.output)
    inputGradient.check(geometry.input, holding: outputGradient.count)
    mask?.check(geometry.input, holding: outputGradient.count)
    winners.check(outputGradient)
    inputGradient.count = outputGradient.count
    let kernels = compute.kernels
    let (channels, width) = (geometry.input.channels, columns.inputs)
    forEachRow(of: inputGradient, scratch: scratchFloats, compute) { block, row, scratch in
      let windows = rows.windows(holding: row)
      let place = block * inputGradient.blockFloats + row * width * channels * Batch.blockWidth
      kernels.maximumGradientRow(
        WindowGradientRow(
          gradient: outputGradient.block(block), winners: winners.bytes + block * outputGradient.blockFloats,
          width: width, channels: channels, row: row - rows.start(of: windows.lowerBound),
          firstWindow: windows.lowerBound, lastWindow: windows.upperBound, kernelWidth: columns.kernel,
          strideY: rows.stride, strideX: columns.stride, padding: columns.padding, outputWidth: columns.outputs,
          mask: mask.map { UnsafePointer($0.storage.pointer + place) }, scratch: scratch,
          result: inputGradient.storage.pointer + place))
    }
  }

  /// A list of the pixels that a window holds, or of the windows that hold a pixel.
  private var scratchFloats: Int { 3 * geometry.rows.kernel * geometry.columns.kernel }

  /// What the operation takes for batches of so many samples, the winners included; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    guard batch >= 0, batch < 1 << 48 else { return nil }
    return product(of: [(batch + 15) / 16 * 16, geometry.output.elementCount]).map {
      OperationMemory(tables: $0, scratch: scratchFloats * 4)
    }
  }
}

/// Which pixel of its window won, for each number that a max pooling gave: a quarter of the numbers' memory.
///
/// Its memory grows to the largest batch that comes by.
public final class MaxPoolingWinners {
  private(set) fileprivate var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 0
  private var shape: SampleShape?
  private var count = 0

  /// Winners of nothing yet.
  public init() { bytes = .allocate(capacity: 0) }

  deinit { bytes.deallocate() }

  fileprivate func check(_ batch: Batch) {
    precondition(batch.count == count && batch.shape == shape, "The winners are of another batch.")
  }

  /// Makes room for the winners of a batch that is about to be written.
  fileprivate func reserve(for batch: Batch) {
    count = batch.count
    shape = batch.shape
    let needed = batch.blocks * batch.blockFloats
    guard needed > capacity else { return }
    bytes.deallocate()
    bytes = .allocate(capacity: needed)
    capacity = needed
  }
}
