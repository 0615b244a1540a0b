internal import Options

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rate from a low start up to the optimiser's own and down to almost nothing, along two halves of a cosine.
///
/// Source: PyTorch's `OneCycleLR` with `anneal_strategy="cos"` and `cycle_momentum=False`; L. N. Smith and N. Topin,
/// "Super-Convergence" (2018).
struct OneCycleSchedule: Schedule {
  let share: Double
  let start: Double
  let end: Double

  func rate(at moment: TrainingMoment, base: Double) -> Double {
    let (first, last) = (base / start, base / start / end)
    let summit = share * Double(moment.steps) - 1
    let (step, final) = (Double(moment.step), Double(moment.steps - 1))
    if step <= summit { return Self.between(first, base, summit > 0 ? step / summit : 1) }
    return Self.between(base, last, final > summit ? (step - summit) / (final - summit) : 1)
  }

  /// From one number to another along half a cosine.
  private static func between(_ first: Double, _ last: Double, _ part: Double) -> Double {
    last + (first - last) / 2 * (1 + cos(.pi * part))
  }
}

extension OptionRow<any Schedule> {
  private static let share = OptionKey<Double>(
    "up", .number(NumberRange(0, 1, excludesUpper: true)), default: 0.3,
    "the share of the steps in which the rate rises")
  private static let start = OptionKey<Double>(
    "start", .number(NumberRange(1, .infinity)), default: 25.0, "how many times lower than `lr` it begins")
  private static let end = OptionKey<Double>(
    "end", .number(NumberRange(1, .infinity)), default: 10_000.0, "how many times lower than its beginning it ends")

  static let oneCycle = OptionRow(
    "onecycle", "lets the rate rise to `lr` and fall to almost nothing, over all steps of the training",
    options: [share.declaration, start.declaration, end.declaration]
  ) { OneCycleSchedule(share: $0[share], start: $0[start], end: $0[end]) }
}
