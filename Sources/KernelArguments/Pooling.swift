// What pooling and resizing are told of one row of their result.

/// A row of the largest numbers: windows of the rows `firstTap..<lastTap` of the kernel, the first of which is `row`.
///
/// Windows are `stride` columns apart and begin `padding` columns left of the image; what lies outside does not count.
package struct WindowRow {
  package let image: UnsafePointer<Float>
  package let width: Int, channels: Int
  package let row: Int, firstTap: Int, lastTap: Int
  package let kernelWidth: Int, stride: Int, padding: Int, outputWidth: Int
  /// Which tap won, a byte for each number of the result.
  package let winners: UnsafeMutablePointer<UInt8>?
  /// Three floats a tap.
  package let scratch: UnsafeMutablePointer<Float>
  package let result: UnsafeMutablePointer<Float>

  package init(
    image: UnsafePointer<Float>, width: Int, channels: Int, row: Int, firstTap: Int, lastTap: Int, kernelWidth: Int,
    stride: Int, padding: Int, outputWidth: Int, winners: UnsafeMutablePointer<UInt8>? = nil,
    scratch: UnsafeMutablePointer<Float>, result: UnsafeMutablePointer<Float>
  ) {
    self.image = image
    self.width = width
    self.channels = channels
    self.row = row
    self.firstTap = firstTap
    self.lastTap = lastTap
    self.kernelWidth = kernelWidth
    self.stride = stride
    self.padding = padding
    self.outputWidth = outputWidth
    self.winners = winners
    self.scratch = scratch
    self.result = result
  }
}

/// A row of an image's gradient, from the gradients of the windows in the rows `firstWindow..<lastWindow` that reach it.
package struct WindowGradientRow {
  package let gradient: UnsafePointer<Float>
  package let winners: UnsafePointer<UInt8>
  package let width: Int, channels: Int
  /// The row's place in the first of the windows; one window's row further down it is `strideY` less.
  package let row: Int
  package let firstWindow: Int, lastWindow: Int
  package let kernelWidth: Int, strideY: Int, strideX: Int, padding: Int, outputWidth: Int
  /// The result is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  /// Three floats a window that reaches a number.
  package let scratch: UnsafeMutablePointer<Float>
  package let result: UnsafeMutablePointer<Float>

  package init(
    gradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, width: Int, channels: Int, row: Int,
    firstWindow: Int, lastWindow: Int, kernelWidth: Int, strideY: Int, strideX: Int, padding: Int, outputWidth: Int,
    mask: UnsafePointer<Float>? = nil, scratch: UnsafeMutablePointer<Float>, result: UnsafeMutablePointer<Float>
  ) {
    self.gradient = gradient
    self.winners = winners
    self.width = width
    self.channels = channels
    self.row = row
    self.firstWindow = firstWindow
    self.lastWindow = lastWindow
    self.kernelWidth = kernelWidth
    self.strideY = strideY
    self.strideX = strideX
    self.padding = padding
    self.outputWidth = outputWidth
    self.mask = mask
    self.scratch = scratch
    self.result = result
  }
}

/// A row of weighted sums: of `rowCount` rows of the image with a weight each, and of that, for each of `columns` columns,
/// the sum of the columns from `columnStarts[x]` up to `columnStarts[x + 1]` in the list.
package struct ResampledRow {
  package let image: UnsafePointer<Float>
  /// Floats of a row of the image, and of a pixel.
  package let rowFloats: Int, pixelFloats: Int
  package let rowIndices: UnsafePointer<Int32>
  package let rowWeights: UnsafePointer<Float>
  package let rowCount: Int
  package let columnStarts: UnsafePointer<Int32>, columnIndices: UnsafePointer<Int32>
  package let columnWeights: UnsafePointer<Float>
  package let columns: Int
  /// A row of the image.
  package let scratch: UnsafeMutablePointer<Float>
  /// The result is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let result: UnsafeMutablePointer<Float>

  package init(
    image: UnsafePointer<Float>, rowFloats: Int, pixelFloats: Int, rowIndices: UnsafePointer<Int32>,
    rowWeights: UnsafePointer<Float>, rowCount: Int, columnStarts: UnsafePointer<Int32>,
    columnIndices: UnsafePointer<Int32>, columnWeights: UnsafePointer<Float>, columns: Int,
    scratch: UnsafeMutablePointer<Float>, mask: UnsafePointer<Float>? = nil, result: UnsafeMutablePointer<Float>
  ) {
    self.image = image
    self.rowFloats = rowFloats
    self.pixelFloats = pixelFloats
    self.rowIndices = rowIndices
    self.rowWeights = rowWeights
    self.rowCount = rowCount
    self.columnStarts = columnStarts
    self.columnIndices = columnIndices
    self.columnWeights = columnWeights
    self.columns = columns
    self.scratch = scratch
    self.mask = mask
    self.result = result
  }
}

/// A row of a large image, of `channels` channels, which is `factor` times as wide as the small image it is made from or
/// gives to; that has `factor²` times the channels.
package struct ShuffleRow {
  package let width: Int, channels: Int, factor: Int
  /// The row's place among the `factor` rows that one row of the small image makes.
  package let line: Int

  package init(
    width: Int, channels: Int, factor: Int, line: Int
  ) {
    self.width = width
    self.channels = channels
    self.factor = factor
    self.line = line
  }
}

/// A row of a large image that is made from a row of the small one.
package struct ShuffledRow {
  package let row: ShuffleRow
  package let small: UnsafePointer<Float>
  package let large: UnsafeMutablePointer<Float>

  package init(
    row: ShuffleRow, small: UnsafePointer<Float>, large: UnsafeMutablePointer<Float>
  ) {
    self.row = row
    self.small = small
    self.large = large
  }
}

/// What a row of a large image gives to a row of the small one.
package struct UnshuffledRow {
  package let row: ShuffleRow
  package let large: UnsafePointer<Float>
  /// The result is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let small: UnsafeMutablePointer<Float>

  package init(
    row: ShuffleRow, large: UnsafePointer<Float>, mask: UnsafePointer<Float>? = nil, small: UnsafeMutablePointer<Float>
  ) {
    self.row = row
    self.large = large
    self.mask = mask
    self.small = small
  }
}
