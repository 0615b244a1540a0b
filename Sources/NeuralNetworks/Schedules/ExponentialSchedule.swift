internal import Options

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rate times a factor after every epoch.
///
/// Source: PyTorch's `ExponentialLR`.
struct ExponentialSchedule: Schedule {
  let factor: Double

  func rate(at moment: TrainingMoment, base: Double) -> Double { base * pow(factor, Double(moment.epoch)) }
}

extension OptionRow<any Schedule> {
  private static let factor = OptionKey<Double>(
    "factor", .number(.positive), argument: true, required: true, "what the rate is multiplied by after every epoch")

  static let exponential = OptionRow(
    "exponential", "multiplies the rate after every epoch", options: [factor.declaration]
  ) { ExponentialSchedule(factor: $0[factor]) }
}
