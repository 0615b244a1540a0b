internal import Basics

/// One array of numbers that a layer keeps: its name, its shape in PyTorch's layout, and how it begins.
public struct ParameterDescription: Hashable, Sendable {
  /// Whether an array is learnt.
  public enum Role: Hashable, Sendable {
    /// The optimiser changes it.
    case trained
    /// The layer changes it itself as it trains, as batch norm its running mean; no optimiser sees it.
    case state
    /// A state that PyTorch keeps as a whole number of 64 bits.
    case counter
  }

  /// How the numbers of a new array are chosen.
  public enum Start: Hashable, Sendable {
    /// All of them the same.
    case constant(Float)
    /// Uniform between −bound and bound.
    case uniform(bound: Double)
  }

  /// Its name within the layer, with a point between the names of layers inside layers: `weight`, `body.0.bias`.
  public let name: String
  /// `[out, in, kH, kW]` for conv2d, `[in, out, kH, kW]` for conv_transpose2d, `[out, in]` for linear, `[out]` for a bias.
  public let shape: [Int]
  /// Whether it is learnt.
  public let role: Role
  /// How PyTorch begins it.
  public let start: Start
  /// How the article begins it anew, after PyTorch's own start; nil where it leaves it.
  public let articleStart: Start?

  /// Describes an array.
  public init(name: String, shape: [Int], role: Role = .trained, start: Start, articleStart: Start? = nil) {
    self.name = name
    self.shape = shape
    self.role = role
    self.start = start
    self.articleStart = articleStart
  }

  /// How many numbers it holds; the greatest integer when they cannot be counted.
  public var count: Int { shape.reduce(1) { $0.timesSaturating($1) } }

  /// The same array under the name of a layer that it is part of.
  func named(under path: String) -> ParameterDescription { named("\(path).\(name)") }

  /// The same array as the layer itself knows it, which is part of another one under this name.
  func named(below path: String) -> ParameterDescription { named(String(name.dropFirst(path.count + 1))) }

  private func named(_ name: String) -> ParameterDescription {
    ParameterDescription(name: name, shape: shape, role: role, start: start, articleStart: articleStart)
  }
}

extension ParameterDescription {
  /// A weight, and a bias where there is one, as PyTorch begins them: Kaiming-uniform with a = √5, which is uniform
  /// within 1/√fan-in; `redrawn` says that the article then takes Xavier-uniform weights and biases of 0.01.
  ///
  /// Source: PyTorch's `Linear.reset_parameters` and `_ConvNd.reset_parameters`.
  static func weightAndBias(shape: [Int], outputs: Int, bias: Bool, redrawn: Bool) -> [ParameterDescription] {
    // As PyTorch counts them: the second and the first axis, times the rest.
    let field = Double(shape.dropFirst(2).reduce(1) { $0.timesSaturating($1) })
    let (fanIn, fanOut) = (Double(shape[1]) * field, Double(shape[0]) * field)
    // As torch computes it, in two steps.
    let bound = 3.0.squareRoot() * ((2.0 / 6.0).squareRoot() / fanIn.squareRoot())
    let xavier = 3.0.squareRoot() * (2 / (fanIn + fanOut)).squareRoot()
    let weight = ParameterDescription(
      name: "weight", shape: shape, start: .uniform(bound: bound),
      articleStart: redrawn ? .uniform(bound: xavier) : nil)
    guard bias else { return [weight] }
    return [
      weight,
      ParameterDescription(
        name: "bias", shape: [outputs], start: .uniform(bound: 1 / fanIn.squareRoot()),
        articleStart: redrawn ? .constant(0.01) : nil),
    ]
  }
}
