/// A minimal filter of the vector routines: what it takes and gives along one side of an image.
///
/// S. Winograd's filters make a stretch of outputs from fewer products than taps times outputs; see
/// `VectorRoutines/Winograd/MinimalFilters.swift`.
enum MinimalFilter: Int {
  case fourOfThree = 0
  case twoOfFive = 1
  case fourOfThreeStrided = 2
  case eightOfThreeSpread = 3

  /// Products of a stretch.
  var products: Int { self == .fourOfThree || self == .twoOfFive ? 6 : 9 }

  /// Taps along a side of the kernel.
  var taps: Int { self == .twoOfFive ? 5 : 3 }

  /// Different factors that a kernel becomes.
  var spreads: Int { 6 }

  /// Input samples of a stretch.
  var inputs: Int {
    switch self {
    case .fourOfThree, .twoOfFive: 6
    case .fourOfThreeStrided: 9
    case .eightOfThreeSpread: 5
    }
  }

  /// Outputs of a stretch.
  var outputs: Int {
    switch self {
    case .fourOfThree, .fourOfThreeStrided: 4
    case .twoOfFive: 2
    case .eightOfThreeSpread: 8
    }
  }

  /// The stretches that cover a side of so many outputs.
  func stretches(_ side: Int) -> Int { (side + outputs - 1) / outputs }

  /// The filter of a geometry's forward pass, and of its weight gradient, where there is one.
  static func forward(_ g: ConvolutionGeometry) -> MinimalFilter? {
    guard g.kernelHeight == g.kernelWidth, g.strideY == g.strideX, g.dilationY == 1, g.dilationX == 1, g.groups == 1
    else { return nil }
    switch (g.kernelHeight, g.strideY) {
    case (3, 1): return .fourOfThree
    case (5, 1): return .twoOfFive
    case (3, 2): return .fourOfThreeStrided
    default: return nil
    }
  }

  /// The filter of a geometry's input gradient, where there is one.
  static func inputGradient(_ g: ConvolutionGeometry) -> MinimalFilter? {
    guard let filter = forward(g) else { return nil }
    guard filter == .fourOfThreeStrided else { return filter }
    // A tile's first output is one that the middle tap makes.
    return g.paddingY == 1 && g.paddingX == 1 ? .eightOfThreeSpread : nil
  }

  /// What mapping an entry of a tile to factors, or from products, costs in a pass, in products: as measured.
  var passMapCost: Int { products == spreads ? 300 : 1400 }

  /// The same in a weight gradient, whose direct sums are a little slower.
  var gradientMapCost: Int { products == spreads ? 300 : 1100 }

  /// Whether going over so many tiles, with a map of an entry at such a cost, beats `directProducts` products for each
  /// pair of channels.
  func pays(tiles: Int, inputs: Int, outputs: Int, mapCost: Int, directProducts: Int) -> Bool {
    tiles * (products * products * inputs * outputs + mapCost * (inputs + outputs)) < directProducts * inputs * outputs
  }
}
