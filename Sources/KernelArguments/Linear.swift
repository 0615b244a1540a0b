// What the linear layers are told. Blocks lie `…Block` floats apart.

/// A matrix product for all blocks: `output[b][r] = bias[r] + Σ weight(r, t) · input[b][t]`.
package struct LinearProduct {
  package let output: UnsafeMutablePointer<Float>
  package let outputBlock: Int, rows: Int
  package let input: UnsafePointer<Float>
  package let inputBlock: Int, terms: Int, blocks: Int
  /// The weight of row `r` and term `t` is read at `r * rowStride + t * termStride`.
  package let weights: UnsafePointer<Float>
  package let rowStride: Int, termStride: Int
  package let bias: UnsafePointer<Float>?
  /// Laid out as the output: the output is zero where the mask is not positive.
  package let mask: UnsafePointer<Float>?
  package let rectified: Bool

  package init(
    output: UnsafeMutablePointer<Float>, outputBlock: Int, rows: Int, input: UnsafePointer<Float>, inputBlock: Int,
    terms: Int, blocks: Int, weights: UnsafePointer<Float>, rowStride: Int, termStride: Int,
    bias: UnsafePointer<Float>? = nil, mask: UnsafePointer<Float>? = nil, rectified: Bool
  ) {
    self.output = output
    self.outputBlock = outputBlock
    self.rows = rows
    self.input = input
    self.inputBlock = inputBlock
    self.terms = terms
    self.blocks = blocks
    self.weights = weights
    self.rowStride = rowStride
    self.termStride = termStride
    self.bias = bias
    self.mask = mask
    self.rectified = rectified
  }
}

/// Columns `first..<first + width` of a row-major matrix, and where they go, in rows `packedWidth` apart.
package struct PackedColumns {
  package let matrix: UnsafePointer<Float>
  package let rows: Int, rowStride: Int
  package let first: Int, width: Int
  package let packed: UnsafeMutablePointer<Float>
  package let packedWidth: Int

  package init(
    matrix: UnsafePointer<Float>, rows: Int, rowStride: Int, first: Int, width: Int,
    packed: UnsafeMutablePointer<Float>, packedWidth: Int
  ) {
    self.matrix = matrix
    self.rows = rows
    self.rowStride = rowStride
    self.first = first
    self.width = width
    self.packed = packed
    self.packedWidth = packedWidth
  }
}

/// Features `first..<first + width` of all blocks, to be turned to `[group of 16 features][images][16 features]`, with
/// zeros for the features that the last group lacks.
package struct TurnedFeatures {
  package let values: UnsafePointer<Float>
  package let blockFloats: Int, blocks: Int
  package let first: Int, width: Int
  /// 256 floats.
  package let padded: UnsafeMutablePointer<Float>
  package let turned: UnsafeMutablePointer<Float>

  package init(
    values: UnsafePointer<Float>, blockFloats: Int, blocks: Int, first: Int, width: Int,
    padded: UnsafeMutablePointer<Float>, turned: UnsafeMutablePointer<Float>
  ) {
    self.values = values
    self.blockFloats = blockFloats
    self.blocks = blocks
    self.first = first
    self.width = width
    self.padded = padded
    self.turned = turned
  }
}

/// `rows` rows and `width` columns of a weight gradient: `gradient[r][f] = Σ outputGradient[n][r] · input[n][f]`.
package struct LinearWeightGradient {
  package let gradient: UnsafeMutablePointer<Float>
  package let gradientStride: Int, rows: Int, width: Int
  /// Blocked, and zero for images that are none.
  package let outputGradient: UnsafePointer<Float>
  package let outputBlock: Int, blocks: Int
  /// The input as `turnFeatures` makes it.
  package let turned: UnsafePointer<Float>
  /// Whether the sums go on from what the gradient holds.
  package let goesOn: Bool

  package init(
    gradient: UnsafeMutablePointer<Float>, gradientStride: Int, rows: Int, width: Int,
    outputGradient: UnsafePointer<Float>, outputBlock: Int, blocks: Int, turned: UnsafePointer<Float>,
    goesOn: Bool = false
  ) {
    self.gradient = gradient
    self.gradientStride = gradientStride
    self.rows = rows
    self.width = width
    self.outputGradient = outputGradient
    self.outputBlock = outputBlock
    self.blocks = blocks
    self.turned = turned
    self.goesOn = goesOn
  }
}

/// A matrix product in double precision with sixteen columns:
/// `output[r][c] = (adds ? output[r][c] : 0) + Σ number(r, t) · input[t][c]`.
package struct DoubleProduct {
  /// `[rows][16]`.
  package let output: UnsafeMutablePointer<Double>
  package let rows: Int
  /// `[terms][16]`.
  package let input: UnsafePointer<Double>
  package let terms: Int
  /// The number of row `r` and term `t` is read at `r * rowStride + t * termStride`.
  package let numbers: UnsafePointer<Double>
  package let rowStride: Int, termStride: Int
  package let adds: Bool

  package init(
    output: UnsafeMutablePointer<Double>, rows: Int, input: UnsafePointer<Double>, terms: Int,
    numbers: UnsafePointer<Double>, rowStride: Int, termStride: Int, adds: Bool
  ) {
    self.output = output
    self.rows = rows
    self.input = input
    self.terms = terms
    self.numbers = numbers
    self.rowStride = rowStride
    self.termStride = termStride
    self.adds = adds
  }
}
