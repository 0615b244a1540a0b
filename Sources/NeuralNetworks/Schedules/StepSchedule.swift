internal import Options

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rate times a factor after every so many epochs.
///
/// Source: PyTorch's `StepLR`.
struct StepSchedule: Schedule {
  let epochs: Int
  let factor: Double

  func rate(at moment: TrainingMoment, base: Double) -> Double {
    base * pow(factor, Double(moment.epoch / epochs))
  }
}

extension OptionRow<any Schedule> {
  private static let epochs = OptionKey<Int>(
    "epochs", .whole(from: 1), argument: true, required: true, unit: "epochs", "how long the rate stays")
  private static let factor = OptionKey<Double>(
    "by", .number(.positive), default: 0.1, "what it is multiplied by then")

  static let step = OptionRow(
    "step", "multiplies the rate after every so many epochs", options: [epochs.declaration, factor.declaration]
  ) { StepSchedule(epochs: $0[epochs], factor: $0[factor]) }
}
