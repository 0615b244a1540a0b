// What the convolutions by minimal filters are told. `filter` is the number of a minimal filter.

/// The most lanes of a tile, before a map of its columns or after one of its rows or between them.
package let mostTileLanes = 121

/// Weights to be spread, and where their factors go: those of the output channels `firstChannel..<lastChannel`, both
/// multiples of eight or the end.
package struct WeightSpreading {
  package let filter: Int
  package let weights: ConvolutionWeights
  /// Whether the taps are read in the opposite order.
  package let reversed: Bool
  package let firstChannel: Int, lastChannel: Int
  /// Twice `mostTileLanes` entries.
  package let workspace: UnsafeMutablePointer<Float>
  /// `[products²][groups of output channels][input channels][channels of the group]`.
  package let spread: UnsafeMutablePointer<Float>

  package init(
    filter: Int, weights: ConvolutionWeights, reversed: Bool, firstChannel: Int, lastChannel: Int,
    workspace: UnsafeMutablePointer<Float>, spread: UnsafeMutablePointer<Float>
  ) {
    self.filter = filter
    self.weights = weights
    self.reversed = reversed
    self.firstChannel = firstChannel
    self.lastChannel = lastChannel
    self.workspace = workspace
    self.spread = spread
  }
}

/// Tiles `firstTile..<lastTile` of one block's output.
package struct WinogradTiles {
  package let filter: Int
  package let output: DestinationBlock, input: SourceBlock
  /// The first tile reads the input from row `-offsetY` and column `-offsetX`; what lies outside counts as zero.
  package let offsetY: Int, offsetX: Int
  package let tilesAcross: Int, firstTile: Int, lastTile: Int
  /// As `spreadWeights` makes them.
  package let weights: UnsafePointer<Float>
  package let bias: UnsafePointer<Float>?
  /// Laid out as the output: the output is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let rectified: Bool
  /// A row of a tile's input of zeros.
  package let zeros: UnsafePointer<Float>
  /// `mostTileLanes` entries, and for each product the entries of the tiles' input channels and of their output channels in whole
  /// fours, and one more of each.
  package let workspace: UnsafeMutablePointer<Float>

  package init(
    filter: Int, output: DestinationBlock, input: SourceBlock, offsetY: Int, offsetX: Int, tilesAcross: Int,
    firstTile: Int, lastTile: Int, weights: UnsafePointer<Float>, bias: UnsafePointer<Float>? = nil,
    mask: UnsafePointer<Float>? = nil, rectified: Bool, zeros: UnsafePointer<Float>,
    workspace: UnsafeMutablePointer<Float>
  ) {
    self.filter = filter
    self.output = output
    self.input = input
    self.offsetY = offsetY
    self.offsetX = offsetX
    self.tilesAcross = tilesAcross
    self.firstTile = firstTile
    self.lastTile = lastTile
    self.weights = weights
    self.bias = bias
    self.mask = mask
    self.rectified = rectified
    self.zeros = zeros
    self.workspace = workspace
  }
}

/// Tiles `firstTile..<lastTile` of one block, some channels of its output side against some of its input side.
package struct WinogradWeightTiles {
  package let filter: Int
  /// The output side, of which `rowCount` channels from `firstRow` are taken.
  package let rows: SourceBlock
  package let firstRow: Int, rowCount: Int
  /// The input side, of which `groups` times sixteen channels from `firstColumn` are taken; the last group may lack some.
  package let columns: SourceBlock
  package let firstColumn: Int, groups: Int
  /// The first tile reads the input side from row `-offsetY` and column `-offsetX`.
  package let offsetY: Int, offsetX: Int
  package let tilesAcross: Int, firstTile: Int, lastTile: Int
  /// `[spreads²][groups][rows][16]`.
  package let sums: UnsafeMutablePointer<Float>
  /// In entries, `mostTileLanes` and sixteen times as many, sixteen more, and for each product the tiles' rows and their columns in whole sixteens, and
  /// one more of each.
  package let workspace: UnsafeMutablePointer<Float>

  package init(
    filter: Int, rows: SourceBlock, firstRow: Int, rowCount: Int, columns: SourceBlock, firstColumn: Int, groups: Int,
    offsetY: Int, offsetX: Int, tilesAcross: Int, firstTile: Int, lastTile: Int, sums: UnsafeMutablePointer<Float>,
    workspace: UnsafeMutablePointer<Float>
  ) {
    self.filter = filter
    self.rows = rows
    self.firstRow = firstRow
    self.rowCount = rowCount
    self.columns = columns
    self.firstColumn = firstColumn
    self.groups = groups
    self.offsetY = offsetY
    self.offsetX = offsetX
    self.tilesAcross = tilesAcross
    self.firstTile = firstTile
    self.lastTile = lastTile
    self.sums = sums
    self.workspace = workspace
  }
}

/// Sums `[spreads²][groups][rows][16]` of products, and the running sums of taps that they become.
package struct WinogradWeightSums {
  package let filter: Int
  package let sums: UnsafePointer<Float>
  package let groups: Int, rowCount: Int
  /// `mostTileLanes` entries.
  package let workspace: UnsafeMutablePointer<Float>
  /// Rows are 16 floats apart, taps `tapStride` and groups `groupStride`.
  package let gradient: UnsafeMutablePointer<Float>
  package let tapStride: Int, groupStride: Int

  package init(
    filter: Int, sums: UnsafePointer<Float>, groups: Int, rowCount: Int, workspace: UnsafeMutablePointer<Float>,
    gradient: UnsafeMutablePointer<Float>, tapStride: Int, groupStride: Int
  ) {
    self.filter = filter
    self.sums = sums
    self.groups = groups
    self.rowCount = rowCount
    self.workspace = workspace
    self.gradient = gradient
    self.tapStride = tapStride
    self.groupStride = groupStride
  }
}
