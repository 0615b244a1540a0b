internal import KernelArguments

/// An operation whose result is a weighted sum of the image's pixels, first along the rows' axis and then along the
/// columns': pooling by averages, resizing, padding, blurring.
public protocol Resampling: Sendable {
  /// The tables.
  var plan: ResamplingPlan { get }
}

extension Resampling {
  /// The shape of the images that it takes.
  public var input: SampleShape { plan.input }

  /// The shape of the result.
  public var output: SampleShape { plan.output }

  /// The result of each image, into another batch.
  public func forward(_ input: Batch, into output: Batch, compute: ComputeContext) {
    input.check(plan.input)
    output.check(plan.output, holding: input.count)
    plan.rows.apply(plan.columns, to: input, mask: nil, into: output, compute: compute)
  }

  /// The gradient with respect to the input, into another batch; zero where `mask`, the layer's rectified input, is not
  /// positive.
  public func inputGradient(
    _ outputGradient: Batch, mask: Batch? = nil, into inputGradient: Batch, compute: ComputeContext
  ) {
    outputGradient.check(plan.output)
    inputGradient.check(plan.input, holding: outputGradient.count)
    mask?.check(plan.input, holding: outputGradient.count)
    plan.rowsBack.apply(plan.columnsBack, to: outputGradient, mask: mask, into: inputGradient, compute: compute)
  }

  /// What the operation takes, forward and backward, for any batch; nil when it cannot be counted.
  public func memory(batch: Int) -> OperationMemory? {
    let row = product(of: [max(plan.columns.inputs, plan.columns.outputs), plan.input.channels, Batch.blockWidth, 4])
    let maps = [plan.rows, plan.columns, plan.rowsBack, plan.columnsBack]
    return row.map { OperationMemory(tables: maps.reduce(0) { $0 + $1.bytes }, scratch: $0) }
  }
}

/// The tables of a resampling operation: its map along each axis, and the maps of its gradient.
public struct ResamplingPlan: Sendable {
  let input: SampleShape
  let output: SampleShape
  fileprivate let rows, columns, rowsBack, columnsBack: AxisMap

  /// The maps of the rows and of the columns of an image.
  init(channels: Int, rows: AxisMap, columns: AxisMap) throws(ImageOperationMisfit) {
    input = .image(channels: channels, height: rows.inputs, width: columns.inputs)
    output = try .checkedImage(channels: channels, height: rows.outputs, width: columns.outputs)
    self.rows = rows
    self.columns = columns
    rowsBack = rows.transposed
    columnsBack = columns.transposed
  }
}

extension ResamplingPlan {
  /// What the sums along one axis are made of, for each place of the result: places before, and their weights.
  package typealias Taps = [[(place: Int, weight: Float)]]

  /// What each row of the result is made of.
  package var rowTaps: Taps { rows.allTaps }
  /// What each column of the result is made of.
  package var columnTaps: Taps { columns.allTaps }
}

extension AxisMap {
  fileprivate var allTaps: ResamplingPlan.Taps {
    (0..<outputs).map { output in taps(of: output).map { (Int(places[$0]), weights[$0]) } }
  }

  /// Maps the rows by this, and the columns by `columns`.
  fileprivate func apply(
    _ columns: AxisMap, to input: Batch, mask: Batch?, into output: Batch, compute: ComputeContext
  ) {
    output.count = input.count
    let kernels = compute.kernels
    let pixelFloats = input.shape.channels * Batch.blockWidth
    let rowFloats = columns.inputs * pixelFloats
    forEachRow(of: output, scratch: rowFloats, compute) { block, row, scratch in
      let taps = taps(of: row)
      let place = block * output.blockFloats + row * columns.outputs * pixelFloats
      kernels.resampleRow(
        ResampledRow(
          image: input.block(block), rowFloats: rowFloats, pixelFloats: pixelFloats,
          rowIndices: places + taps.lowerBound, rowWeights: weights + taps.lowerBound, rowCount: taps.count,
          columnStarts: columns.starts, columnIndices: columns.places, columnWeights: columns.weights,
          columns: columns.outputs, scratch: scratch, mask: mask.map { UnsafePointer($0.storage.pointer + place) },
          result: output.storage.pointer + place))
    }
  }
}
