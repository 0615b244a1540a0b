/// A drawing of a network: each feature map as a box, from left to right, with the layers that lead from one to the
/// next.
public struct NetworkDiagram: Hashable, Sendable {
  /// What stands above the drawing; nil for nothing.
  public var title: String?
  /// The feature maps in order, the network's input first.
  public var stages: [NetworkStage]

  /// Which neighbouring stages belong together; those inside of others, or apart from them. Of groups over the same stages
  /// an earlier one is inside of a later one.
  public var groups: [NetworkGroup]

  /// A drawing of `stages`; every group is of some of them, and one that is added to leaves a stage for the sum.
  public init(title: String? = nil, stages: [NetworkStage], groups: [NetworkGroup] = []) {
    precondition(groups.allSatisfy { stages.indices.contains($0.stages.lowerBound) && $0.end < stages.count })
    self.title = title
    self.stages = stages
    self.groups = groups
  }
}

/// One feature map of a network, with what makes it out of the one before.
public struct NetworkStage: Hashable, Sendable {
  /// Which part of a network a stage belongs to, which gives it its colour.
  public enum Part: String, Hashable, Sendable, CaseIterable {
    /// From the image to the code.
    case encoder
    /// The code itself.
    case bottleneck
    /// From the code to the image.
    case decoder
    /// A network that is not divided into parts.
    case network
  }

  /// The sides of a feature map.
  public enum Shape: Hashable, Sendable {
    /// So many numbers in a row.
    case vector(Int)
    /// Channels of so many rows and columns.
    case image(channels: Int, height: Int, width: Int)

    /// The sides as they are written at a box, as in `16×32×32`.
    package var text: String {
      switch self {
      case .vector(let length): "\(length)"
      case .image(let channels, let height, let width): "\(channels)×\(height)×\(width)"
      }
    }
  }

  /// The layer that makes the feature map, such as `conv2d 3×3`; empty for the network's input.
  public var name: String
  /// What else is written of the layer, such as `stride 2` and `relu`.
  public var details: [String]
  /// The feature map's sides.
  public var shape: Shape
  /// The weights of the layer.
  public var parameterCount: Int
  /// The part of the network that it belongs to.
  public var part: Part

  /// A feature map, and the layer that makes it.
  public init(
    name: String, details: [String] = [], shape: Shape, parameterCount: Int = 0, part: Part = .network
  ) {
    self.name = name
    self.details = details
    self.shape = shape
    self.parameterCount = parameterCount
    self.part = part
  }
}

extension Figure {
  /// A drawing of a network, as wide as its stages need up to 11 inches, where `size` leaves that open; more stages
  /// stand in further rows.
  public init(_ diagram: NetworkDiagram, size: FigureSize = .automatic) {
    self.init(content: diagram, size: size)
  }
}
