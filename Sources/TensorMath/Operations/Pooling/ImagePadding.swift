/// Images with a border: `torch.nn.ZeroPad2d`, `ReflectionPad2d`, `ReplicationPad2d` and `CircularPad2d`.
public struct ImagePadding: Resampling {
  /// What the border is made of.
  public enum Mode: Hashable, Sendable {
    /// Zeros.
    case zeros
    /// The image mirrored in its outermost pixels, which are not repeated.
    case reflect
    /// The outermost pixels, repeated.
    case replicate
    /// The image again, as on a torus.
    case circular
  }

  /// The tables.
  public let plan: ResamplingPlan

  /// A border of so many pixels on each side; a mirrored one is narrower than the image, and one of the image again at
  /// most as wide.
  public init(
    _ input: SampleShape, left: Int, right: Int, top: Int, bottom: Int, mode: Mode = .zeros
  ) throws(ImageOperationMisfit) {
    let (channels, height, width) = try input.imageExtents()
    plan = try ResamplingPlan(
      channels: channels, rows: AxisMap(padding: height, before: top, behind: bottom, mode),
      columns: AxisMap(padding: width, before: left, behind: right, mode))
  }
}

extension ImagePadding.Mode {
  /// The pixel that stands at a place of an axis, which may lie outside; nil where that is zero.
  func pixel(at place: Int, side: Int) -> Int? {
    if place >= 0 && place < side { return place }
    return switch self {
    case .zeros: nil
    case .reflect: place < 0 ? -place : 2 * (side - 1) - place
    case .replicate: place < 0 ? 0 : side - 1
    case .circular: place < 0 ? place + side : place - side
    }
  }

  /// Throws where a border has more pixels than can be taken from the image.
  func check(_ padding: Int, side: Int) throws(ImageOperationMisfit) {
    try ImageOperationMisfit.checkNotNegative("padding", padding)
    if self == .reflect && padding >= side || self == .circular && padding > side {
      throw .paddingTooLong(padding: padding, side: side)
    }
  }
}

extension AxisMap {
  fileprivate convenience init(
    padding side: Int, before: Int, behind: Int, _ mode: ImagePadding.Mode
  ) throws(ImageOperationMisfit) {
    try mode.check(before, side: side)
    try mode.check(behind, side: side)
    self.init(inputs: side, outputs: before + side + behind) { place in
      mode.pixel(at: place - before, side: side).map { [($0, 1)] } ?? []
    }
  }
}
