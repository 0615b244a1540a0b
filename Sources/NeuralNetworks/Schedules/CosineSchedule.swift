internal import Options

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rate along half a cosine, from the optimiser's own at the first step to another behind the last.
///
/// Source: PyTorch's `CosineAnnealingLR`, stepped after every batch, with `T_max` the steps of the training.
struct CosineSchedule: Schedule {
  let final: Double

  func rate(at moment: TrainingMoment, base: Double) -> Double {
    let part = Double(moment.step) / Double(max(moment.steps, 1))
    return final + (base - final) * (1 + cos(.pi * part)) / 2
  }
}

extension OptionRow<any Schedule> {
  private static let final = OptionKey<Double>(
    "to", .number(.notNegative), default: 0.0, "the rate that it falls to")

  static let cosine = OptionRow(
    "cosine", "lets the rate fall from step to step, over all steps of the training", options: [final.declaration]
  ) { CosineSchedule(final: $0[final]) }
}
