internal import KernelArguments

/// Products of matrices that are no layers: of rows of numbers with each other, and in double precision.
package enum MatrixProduct {
  /// Columns of a product in double precision: `[rows][16]`.
  package static let columns = 16

  /// Rows and columns that a task multiplies.
  private static let (taskRows, taskColumns) = (96, 256)

  /// Adds to `sums`, `[width, width]`, for all places on or above the diagonal, the products of every two columns:
  /// `sums[i][j] += Σ rows[t][i] · rows[t][j]`. Below the diagonal some are added too.
  ///
  /// The products of these rows are summed in single precision; a thousand of them are a good number.
  /// - Parameter rows: `[count, width]`, row-major.
  package static func addCrossProducts(
    of rows: UnsafePointer<Float>, count: Int, width: Int, into sums: UnsafeMutablePointer<Double>,
    compute: ComputeContext
  ) {
    precondition(count > 0 && width > 0, "A product of nothing.")
    let kernels = compute.kernels
    let blocks = (width + 15) / 16
    let packed = FloatBuffer(count: blocks * 16 * count)
    compute.run(blocks) { block in
      kernels.packColumns(
        PackedColumns(
          matrix: rows, rows: count, rowStride: width, first: block * 16, width: min(16, width - block * 16),
          packed: packed.pointer + block * 16 * count, packedWidth: 16))
    }
    let rowGroups = (width + taskRows - 1) / taskRows
    let columnGroups = (width + taskColumns - 1) / taskColumns
    let tiles = (0..<rowGroups * columnGroups).filter { tile in
      tile / columnGroups * taskRows < (tile % columnGroups + 1) * taskColumns
    }
    let productFloats = taskRows * taskColumns
    compute.run(tiles.count, scratch: productFloats + count * taskRows) { task, scratch in
      let firstRow = tiles[task] / columnGroups * taskRows
      let firstColumn = tiles[task] % columnGroups * taskColumns
      let rowCount = min(taskRows, width - firstRow)
      let columnCount = min(taskColumns, width - firstColumn)
      let numbers = scratch + productFloats
      kernels.packColumns(
        PackedColumns(
          matrix: rows, rows: count, rowStride: width, first: firstRow, width: rowCount, packed: numbers,
          packedWidth: taskRows))
      kernels.linearProduct(
        LinearProduct(
          output: scratch, outputBlock: taskRows * 16, rows: rowCount,
          input: packed.pointer + firstColumn * count, inputBlock: count * 16, terms: count,
          blocks: (columnCount + 15) / 16, weights: numbers, rowStride: 1, termStride: taskRows, rectified: false))
      for row in 0..<rowCount {
        let target = sums + (firstRow + row) * width + firstColumn
        for column in 0..<columnCount {
          target[column] += Double(scratch[column / 16 * taskRows * 16 + row * 16 + column % 16])
        }
      }
    }
    withExtendedLifetime(packed) {}
  }

  /// A product in double precision with sixteen columns, its rows dealt to the threads:
  /// `output[r][c] = (adds ? output[r][c] : 0) + Σ number(r, t) · input[t][c]`.
  /// - Parameters:
  ///   - output: `[rows][16]`.
  ///   - input: `[terms][16]`.
  ///   - numbers: The number of row `r` and term `t` lies at `r * rowStride + t * termStride`.
  package static func product(
    into output: UnsafeMutablePointer<Double>, rows: Int, input: UnsafePointer<Double>, terms: Int,
    numbers: UnsafePointer<Double>, rowStride: Int, termStride: Int, adds: Bool = false, compute: ComputeContext
  ) {
    let kernels = compute.kernels
    let group = 64
    compute.run((rows + group - 1) / group) { task in
      let first = task * group
      kernels.doubleProduct(
        DoubleProduct(
          output: output + first * 16, rows: min(group, rows - first), input: input, terms: terms,
          numbers: numbers + first * rowStride, rowStride: rowStride, termStride: termStride, adds: adds))
    }
  }
}
