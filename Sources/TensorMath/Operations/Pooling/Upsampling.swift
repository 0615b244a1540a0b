/// Images made larger, or smaller, by a factor: `torch.nn.Upsample` with a `scale_factor`.
public struct Upsampling: Resampling {
  /// How a pixel is made from those of the image.
  public enum Mode: Hashable, Sendable {
    /// It is one of them.
    case nearest
    /// It is a weighted mean of the four around it. With `alignCorners` the centres of the corner pixels coincide,
    /// otherwise the outer edges of the images do.
    case bilinear(alignCorners: Bool)
  }

  /// The tables.
  public let plan: ResamplingPlan

  /// Images of a shape, each side times a factor and rounded down. Places are reckoned in single precision from the
  /// factor's reciprocal, as PyTorch does.
  public init(
    _ input: SampleShape, factorY: Double, factorX: Double, mode: Mode = .nearest
  ) throws(ImageOperationMisfit) {
    let (channels, height, width) = try input.imageExtents()
    plan = try ResamplingPlan(
      channels: channels, rows: AxisMap(resizing: height, by: factorY, mode),
      columns: AxisMap(resizing: width, by: factorX, mode))
  }

  /// Images of a shape, both sides times a factor.
  public init(_ input: SampleShape, factor: Double, mode: Mode = .nearest) throws(ImageOperationMisfit) {
    try self.init(input, factorY: factor, factorX: factor, mode: mode)
  }
}

extension AxisMap {
  fileprivate convenience init(
    resizing side: Int, by factor: Double, _ mode: Upsampling.Mode
  ) throws(ImageOperationMisfit) {
    guard factor > 0, factor.isFinite else { throw .factor(factor) }
    let length = (Double(side) * factor).rounded(.down)
    if length < 1 { throw .nothingLeft(side: side, factor: factor) }
    if length > Double(ImageOperationMisfit.sideLimit) { throw .tooLarge }
    let outputs = Int(length)
    self.init(inputs: side, outputs: outputs) { place in
      switch mode {
      // Where a side stays or doubles, PyTorch takes these places, whatever the factor is exactly.
      case .nearest where outputs == side || outputs == 2 * side: [(place * side / outputs, 1)]
      case .nearest: [(min(Int(Float(place) * Float(1 / factor)), side - 1), 1)]
      case .bilinear(let alignCorners):
        Self.neighbours(of: place, side: side, outputs: outputs, factor: factor, alignCorners)
      }
    }
  }

  /// The two pixels that a place lies between, and their weights.
  private static func neighbours(
    of place: Int, side: Int, outputs: Int, factor: Double, _ alignCorners: Bool
  ) -> [Tap] {
    if side == outputs { return [(place, 1)] }
    let source: Float
    if alignCorners {
      source = outputs > 1 ? Float(place) * (Float(side - 1) / Float(outputs - 1)) : 0
    } else {
      source = max(Float(1 / factor) * (Float(place) + 0.5) - 0.5, 0)
    }
    let first = min(Int(source), side - 1)
    let weight = min(max(source - Float(first), 0), 1)
    return [(first, Double(1 - weight)), (min(first + 1, side - 1), Double(weight))]
  }
}
