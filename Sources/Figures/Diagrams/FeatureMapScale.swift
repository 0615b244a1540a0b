#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How large the box of a feature map is, on scales on which 3×32×32, 64×8×8 and a vector of 200 all stay visible.
struct FeatureMapScale {
  /// The largest height or width, the most channels and the longest vector of a network.
  private let side: Double
  private let channels: Double
  private let length: Double

  static let greatestHeight = 96.0
  static let greatestThickness = 22.0
  static let greatestLength = 46.0
  /// How far a box reaches back, by its height, to the right and upwards alike.
  static let depth = 0.11

  /// A scale for all of `shapes`.
  init(_ shapes: [NetworkStage.Shape]) {
    var (side, channels, length) = (1, 1, 512)
    for shape in shapes {
      switch shape {
      case .vector(let count): length = max(length, count)
      case .image(let depth, let height, let width):
        channels = max(channels, depth)
        side = max(side, height, width)
      }
    }
    self.side = Double(side)
    self.channels = Double(channels)
    self.length = Double(length)
  }

  /// The front of a box, and how far its back is set off; a vector is flat.
  func box(_ shape: NetworkStage.Shape) -> (front: Size, depth: Double) {
    switch shape {
    case .vector(let count):
      let share = log(1 + Double(max(count, 1))) / log(1 + length)
      return (Size(6, 8 + (Self.greatestLength - 8) * share), 0)
    case .image(let count, let height, let width):
      let thickness = 3 + (Self.greatestThickness - 3) * (Double(max(count, 1)) / channels).squareRoot()
      return (Size(thickness, extent(height)), extent(width) * Self.depth)
    }
  }

  private func extent(_ pixels: Int) -> Double {
    10 + (Self.greatestHeight - 10) * pow(Double(max(pixels, 1)) / side, 0.6)
  }
}
