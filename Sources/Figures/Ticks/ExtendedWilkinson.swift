#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Talbot, Lin and Hanrahan's search for the ticks that are simplest, cover the data best and stand about as close as
/// asked for.
///
/// Source: "An Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes", InfoVis 2010. Every label has
/// the same form here, so that legibility is left out of the score; and no tick stands outside the range.
package enum ExtendedWilkinson {
  /// Equally spaced numbers `(first + i·skip) · base · 10^exponent`.
  package struct Sequence: Hashable, Sendable {
    var first: Int
    var skip: Int
    var count: Int
    var base: Double
    var exponent: Int

    package var values: [Double] {
      (0..<count).map { NumberRange.scaled(Double(first + $0 * skip) * base, byPowerOfTen: exponent) }
    }

    package var step: Double { NumberRange.scaled(Double(skip) * base, byPowerOfTen: exponent) }
  }

  /// Steps from the nicest to the least nice.
  private static let bases: [Double] = [1, 5, 2, 2.5, 4, 3]
  private static let simplicityWeight = 0.25
  private static let coverageWeight = 0.2
  private static let densityWeight = 0.5
  private static let legibilityWeight = 0.05

  /// The best of all sequences inside `range` with about `count` ticks; nil where not even two fit.
  package static func best(in range: ClosedRange<Double>, count: Int, isWhole: Bool = false) -> Sequence? {
    let low = range.lowerBound
    let high = range.upperBound
    guard high > low, (high - low).isFinite, count >= 1 else { return nil }
    let wanted = max(count, 2)
    var best: Sequence?
    var bestScore = -2.0
    skips: for skip in 1...100 {
      for (rank, base) in bases.enumerated() {
        let simplest = simplicity(rank: rank, skip: skip, includesZero: true)
        if score(simplest, 1, 1) < bestScore {
          if rank == 0 { break skips }
          continue
        }
        for ticks in 2...max(3 * wanted, 4) {
          let dense = maximalDensity(ticks: ticks, wanted: wanted)
          if score(simplest, 1, dense) < bestScore { if ticks > wanted { break } else { continue } }
          let spacing = (high - low) / Double(ticks + 1) / Double(skip) / base
          var exponent = Int(NumberRange.log10(max(spacing, .leastNormalMagnitude)).rounded(.up))
          let lastExponent = exponent + 3
          while exponent <= lastExponent {
            defer { exponent += 1 }
            let unit = NumberRange.scaled(base, byPowerOfTen: exponent)
            let step = unit * Double(skip)
            guard unit > 0, step.isFinite else { continue }
            if isWhole, step != step.rounded() || step < 1 { continue }
            let reach = step * Double(ticks - 1)
            if reach > high - low { break }
            let mostCovering = coverage(low, high, low + (high - low - reach) / 2, reach: reach)
            if score(simplest, mostCovering, dense) < bestScore { continue }
            let start = (low / unit).rounded(.up)
            let end = ((high - reach) / unit).rounded(.down)
            guard start.magnitude < 1e15, end.magnitude < 1e15, start <= end else { continue }
            for first in Int(start)...min(Int(end), Int(start) + skip + 40) {
              let sequence = Sequence(first: first, skip: skip, count: ticks, base: base, exponent: exponent)
              let tickLow = Double(first) * unit
              let tickHigh = tickLow + reach
              guard tickLow >= low, tickHigh <= high, !isWhole || tickLow == tickLow.rounded() else { continue }
              let zero = tickLow <= 0 && tickHigh >= 0 && first % skip == 0
              let total = score(
                simplicity(rank: rank, skip: skip, includesZero: zero),
                coverage(low, high, tickLow, reach: reach),
                density(ticks: ticks, wanted: wanted, low, high, tickLow, reach: reach))
              if total > bestScore {
                bestScore = total
                best = sequence
              }
            }
          }
        }
      }
    }
    return best
  }

  private static func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
    simplicityWeight * simplicity + coverageWeight * coverage + densityWeight * density + legibilityWeight
  }

  private static func simplicity(rank: Int, skip: Int, includesZero: Bool) -> Double {
    1 - Double(rank) / Double(bases.count - 1) - Double(skip) + (includesZero ? 1 : 0)
  }

  private static func coverage(_ low: Double, _ high: Double, _ tickLow: Double, reach: Double) -> Double {
    let tenth = 0.1 * (high - low)
    let above = (high - tickLow - reach) / tenth
    let below = (low - tickLow) / tenth
    return 1 - 0.5 * (above * above + below * below)
  }

  private static func density(
    ticks: Int, wanted: Int, _ low: Double, _ high: Double, _ tickLow: Double, reach: Double
  ) -> Double {
    let actual = Double(ticks - 1) / reach
    let target = Double(wanted - 1) / (max(high, tickLow + reach) - min(low, tickLow))
    return 2 - max(actual / target, target / actual)
  }

  private static func maximalDensity(ticks: Int, wanted: Int) -> Double {
    ticks >= wanted ? 2 - Double(ticks - 1) / Double(wanted - 1) : 1
  }
}
