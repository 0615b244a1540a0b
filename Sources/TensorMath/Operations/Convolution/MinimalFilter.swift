/// A minimal filter of the vector routines: what it takes and gives along one side of an image.
///
/// S. Winograd's filters make a stretch of outputs from fewer products than taps times outputs; see
/// `VectorRoutines/Winograd/MinimalFilters.swift`.
enum MinimalFilter: Int {
  case fourOfThree = 0
  case fourOfFive = 1
  case fourOfThreeStrided = 2
  case eightOfThreeSpread = 3
  case fourOfFiveStrided = 4
  case eightOfFiveSpread = 5

  /// Taps along a side of the kernel.
  var taps: Int { sizes.taps }
  /// Input samples of a stretch.
  var inputs: Int { sizes.inputs }
  /// Products of a stretch.
  var products: Int { sizes.products }
  /// Different factors that a kernel becomes.
  var spreads: Int { sizes.spreads }
  /// Outputs of a stretch.
  var outputs: Int { sizes.outputs }

  private var sizes: (taps: Int, inputs: Int, products: Int, spreads: Int, outputs: Int) {
    switch self {
    case .fourOfThree: (3, 6, 6, 6, 4)
    case .fourOfFive: (5, 8, 8, 8, 4)
    case .fourOfThreeStrided: (3, 9, 9, 6, 4)
    case .eightOfThreeSpread: (3, 5, 9, 6, 8)
    case .fourOfFiveStrided: (5, 11, 11, 11, 4)
    case .eightOfFiveSpread: (5, 6, 11, 11, 8)
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
    case (5, 1): return .fourOfFive
    case (3, 2): return .fourOfThreeStrided
    case (5, 2): return .fourOfFiveStrided
    default: return nil
    }
  }

  /// The filter of a geometry's input gradient, where there is one.
  static func inputGradient(_ g: ConvolutionGeometry) -> MinimalFilter? {
    guard let filter = forward(g) else { return nil }
    guard g.strideY > 1 else { return filter }
    // A tile's first output is one that the middle tap makes.
    guard g.paddingY == filter.taps / 2, g.paddingX == filter.taps / 2 else { return nil }
    return filter == .fourOfThreeStrided ? .eightOfThreeSpread : .eightOfFiveSpread
  }

  /// What mapping an entry of a tile to factors, or from products, costs in a pass, in products: as measured.
  var passMapCost: Int { mapCosts.pass }

  /// The same in a weight gradient, whose direct sums are a little slower.
  var gradientMapCost: Int { mapCosts.gradient }

  private var mapCosts: (pass: Int, gradient: Int) {
    switch self {
    case .fourOfThree: (300, 300)
    case .fourOfFive: (1000, 1000)
    case .fourOfThreeStrided, .eightOfThreeSpread: (1400, 1100)
    case .fourOfFiveStrided, .eightOfFiveSpread: (2000, 2400)
    }
  }

  /// Whether going over so many tiles, with a map of an entry at such a cost, beats `directProducts` products for each
  /// pair of channels.
  func pays(tiles: Int, inputs: Int, outputs: Int, mapCost: Int, directProducts: Int) -> Bool {
    tiles * (products * products * inputs * outputs + mapCost * (inputs + outputs)) < directProducts * inputs * outputs
  }
}
