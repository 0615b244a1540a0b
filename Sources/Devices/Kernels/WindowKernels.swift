/// The greatest number of each window, and where it came from.
enum WindowKernels {
  static let source = """
    // The winner is the first of equal numbers in the order of rows; one that is no number wins over all.
    KERNEL(greatest)(Windows w, MEMORY const float *values, MEMORY float *result, MEMORY int *winners) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= w.planes * w.rows * w.columns) return;
      const int top = place / w.columns % w.rows * w.strideY - w.paddingY;
      const int left = place % w.columns * w.strideX - w.paddingX;
      MEMORY const float *plane = values + place / w.columns / w.rows * (w.height * w.width);
      float greatest = 0;
      int winner = -1;
      for (int y = top < 0 ? 0 : top; y < top + w.kernelHeight && y < w.height; y++) {
        for (int x = left < 0 ? 0 : left; x < left + w.kernelWidth && x < w.width; x++) {
          const float value = plane[y * w.width + x];
          if (winner < 0 || value > greatest || value != value) {
            greatest = value;
            winner = y * w.width + x;
          }
        }
      }
      result[place] = greatest;
      winners[place] = winner;
    }

    // Each pixel gets the gradients of the windows that it won, in their order.
    KERNEL(greatest_gradient)(
        Windows w, MEMORY const float *gradient, MEMORY const int *winners, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM, pixels = w.height * w.width;
      if (place >= w.planes * pixels) return;
      const int below = place / w.width % w.height + w.paddingY, right = place % w.width + w.paddingX;
      const int first = place / pixels * (w.rows * w.columns);
      float sum = 0;
      for (int row = below < w.kernelHeight ? 0 : (below - w.kernelHeight) / w.strideY + 1;
           row < w.rows && row * w.strideY <= below; row++) {
        for (int column = right < w.kernelWidth ? 0 : (right - w.kernelWidth) / w.strideX + 1;
             column < w.columns && column * w.strideX <= right; column++) {
          const int window = first + row * w.columns + column;
          if (winners[window] == place % pixels) sum += gradient[window];
        }
      }
      result[place] = sum;
    }

    """
}

/// Windows over the planes of a batch, as the kernels take them, in 32 bits.
package struct DeviceWindows {
  private var planes: Int32
  private let height, width, rows, columns: Int32
  private let kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX: Int32

  /// Windows over so many planes of one size.
  package init(
    planes: Int, input: (height: Int, width: Int), output: (height: Int, width: Int),
    kernel: (height: Int, width: Int), stride: (y: Int, x: Int), padding: (y: Int, x: Int)
  ) {
    self.planes = Int32(planes)
    (height, width, rows, columns) = (
      Int32(input.height), Int32(input.width), Int32(output.height), Int32(output.width)
    )
    (kernelHeight, kernelWidth) = (Int32(kernel.height), Int32(kernel.width))
    (strideY, strideX, paddingY, paddingX) = (Int32(stride.y), Int32(stride.x), Int32(padding.y), Int32(padding.x))
  }

  /// Numbers of what windows lie over, and of what they give.
  fileprivate var inputCount: Int { Int(planes) * Int(height) * Int(width) }
  package var outputCount: Int { Int(planes) * Int(rows) * Int(columns) }

  /// The structure as the kernels declare it.
  static let source = """
    typedef struct {
      int planes, height, width, rows, columns, kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX;
    } Windows;

    """
}

extension Device {
  /// The greatest number of each window, and as many whole numbers that tell where they came from.
  package func greatest(
    _ windows: DeviceWindows, _ values: DeviceBuffer, into result: DeviceBuffer, winners: DeviceBuffer
  ) throws(DeviceError) {
    precondition(
      values.count >= windows.inputCount && result.count >= windows.outputCount
        && winners.count >= windows.outputCount, "A batch is smaller than its shape.")
    try run(
      .greatest, over: windows.outputCount, .windows(windows), .buffer(values), .buffer(result), .buffer(winners))
  }

  /// The gradient of what windows were laid over.
  package func greatestGradient(
    _ windows: DeviceWindows, _ gradient: DeviceBuffer, winners: DeviceBuffer, into result: DeviceBuffer
  ) throws(DeviceError) {
    precondition(
      result.count >= windows.inputCount && gradient.count >= windows.outputCount
        && winners.count >= windows.outputCount, "A batch is smaller than its shape.")
    try run(
      .greatest_gradient, over: windows.inputCount, .windows(windows), .buffer(gradient), .buffer(winners),
      .buffer(result))
  }
}
