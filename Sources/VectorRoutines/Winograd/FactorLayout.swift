/// Where the factors of a strip of tiles lie: `[factor][products of that factor][tiles][entries][16]`.
///
/// Products that share the factor of their weights lie next to each other, as if they were so many tiles more. Each
/// factor takes an odd number of entries, so that the many streams of a tile do not drive each other out of the nearest
/// cache.
struct FactorLayout<Filter: MinimalFilter> {
  /// Tiles of the strip.
  let tiles: Int
  /// Floats of a tile.
  let tile: Int
  /// Floats of a factor that one product has, that a row or column of products share, and that a square of them share.
  private let single, several, square: Int

  /// Factors along a side that one product has; the last one serves the others.
  @inline(__always) private static var singles: Int { Filter.spreads &- 1 }
  @inline(__always) private static var shared: Int { Filter.products &- singles }

  @inline(__always) init(tiles: Int, entries: Int) {
    self.tiles = tiles
    tile = entries &* entryWidth
    single = (tiles &* entries | 1) &* entryWidth
    several = (Self.shared &* tiles &* entries | 1) &* entryWidth
    square = (Self.shared &* Self.shared &* tiles &* entries | 1) &* entryWidth
  }

  /// Floats of all factors.
  @inline(__always) var count: Int {
    Self.singles &* Self.singles &* single &+ 2 &* Self.singles &* several &+ square
  }

  /// Where a factor begins.
  @inline(__always) func start(_ row: Int, _ column: Int) -> Int {
    row &* (Self.singles &* single &+ several) &+ column &* (row < Self.singles ? single : several)
  }

  /// Tiles that share a factor, a tile counted once for each of its products.
  @inline(__always) func columns(_ row: Int, _ column: Int) -> Int {
    (row < Self.singles ? 1 : Self.shared) &* (column < Self.singles ? 1 : Self.shared) &* tiles
  }

  /// Where the first tile of each product of a row begins.
  @inline(__always) func row(_ row: Int) -> FactorPlaces<Filter> {
    let next = tiles &* tile
    let above = Self.singles &* (Self.singles &* single &+ several)
    if row < Self.singles {
      let start = row &* (Self.singles &* single &+ several)
      return FactorPlaces(start: start, step: single, shared: start &+ Self.singles &* single, sharedStep: next)
    }
    let number = row &- Self.singles
    return FactorPlaces(
      start: above &+ number &* next, step: several,
      shared: above &+ Self.singles &* several &+ number &* Self.shared &* next, sharedStep: next)
  }

  /// Where the first tile of each product of a column begins.
  @inline(__always) func column(_ column: Int) -> FactorPlaces<Filter> {
    let next = tiles &* tile
    let step = Self.singles &* single &+ several
    let above = Self.singles &* step
    if column < Self.singles {
      return FactorPlaces(
        start: column &* single, step: step, shared: above &+ column &* several, sharedStep: next)
    }
    let number = column &- Self.singles
    return FactorPlaces(
      start: Self.singles &* single &+ number &* next, step: step,
      shared: above &+ Self.singles &* several &+ number &* next, sharedStep: Self.shared &* next)
  }
}

/// Where the products of a row or a column lie.
struct FactorPlaces<Filter: MinimalFilter> {
  let start: Int, step: Int, shared: Int, sharedStep: Int

  /// The place of a product, by its number in the row or column.
  @inline(__always) subscript(number: Int) -> Int {
    let singles = Filter.spreads &- 1
    return number < singles ? start &+ number &* step : shared &+ (number &- singles) &* sharedStep
  }
}
