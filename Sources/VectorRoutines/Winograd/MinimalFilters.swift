// Winograd's minimal filters: a stretch of outputs of a one-dimensional convolution from fewer products than taps times
// outputs. Samples and weights are each mapped to as many factors as there are products, the factors are multiplied,
// and the products mapped to outputs. In two dimensions the maps are applied to columns, then to rows.
//
// S. Winograd, "Arithmetic Complexity of Computations" (1980); A. Lavin and S. Gray, "Fast Algorithms for Convolutional
// Neural Networks" (CVPR 2016). A product of factors that is linear in samples, weights and outputs alike can be read
// backwards, so the maps of a weight gradient are the transposes of these.

/// A linear map from a few lanes to a few others, which reads by number and puts by number.
protocol LinearMap {
  static var inputs: Int { get }
  static var outputs: Int { get }
  static func apply(_ x: (Int) -> Lane, _ put: (Int, Lane) -> Void)
}

/// A minimal filter in one dimension.
protocol MinimalFilter {
  /// From input samples to factors.
  associatedtype Input: LinearMap
  /// From taps to factors; the last one is the factor of all products from there on.
  associatedtype Weights: LinearMap
  /// From products to outputs.
  associatedtype Output: LinearMap
  /// Input samples from one stretch to the next.
  static var inputStep: Int { get }
}

/// A minimal filter that a weight gradient reads backwards.
protocol GradientFilter: MinimalFilter {
  /// From output gradients to factors: the transpose of `Output`.
  associatedtype OutputGradient: LinearMap
  /// From products to taps: the transpose of `Weights`.
  associatedtype WeightGradient: LinearMap
}

extension MinimalFilter {
  /// Products of a stretch.
  @inline(__always) static var products: Int { Input.outputs }
  /// Different factors that the taps become.
  @inline(__always) static var spreads: Int { Weights.outputs }
  /// Taps of the kernel.
  @inline(__always) static var taps: Int { Weights.inputs }
}

/// Applies a map to the columns `first..<last` of a square of lanes; `mapRow` then applies it to the rows.
///
/// The other columns count as zero. `middle` holds what lies between, and must be zero where columns are.
@inline(__always) func mapColumns<Map: LinearMap>(
  _: Map.Type, from first: Int = 0, to last: Int = Map.inputs, middle: Destination,
  read: (_ row: Int, _ column: Int) -> Lane
) {
  var j = first
  while j < last {
    let column = middle + j &* laneWidth
    Map.apply({ read($0, j) }, { (column + $0 &* Map.inputs &* laneWidth).lane = $1 })
    j &+= 1
  }
}

/// Applies a map to a row of what `mapColumns` left.
@inline(__always) func mapRow<Map: LinearMap>(
  _: Map.Type, _ row: Int, middle: Destination, put: (_ column: Int, Lane) -> Void
) {
  let row = middle + row &* Map.inputs &* laneWidth
  Map.apply({ (row + $0 &* laneWidth).lane }, put)
}

/// `c + number · a`.
@inline(__always) func fused(_ c: Lane, _ a: Lane, _ number: Float) -> Lane { fused(c, a, Lane(repeating: number)) }
