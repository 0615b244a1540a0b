internal import Options

/// The rate times a factor whenever the loss has not become smaller for some epochs.
///
/// Source: PyTorch's `ReduceLROnPlateau` with `mode="min"` and `threshold_mode="rel"`.
struct PlateauSchedule: Schedule {
  let patience: Int
  let factor: Double
  let threshold: Double
  let cooldown: Int
  let least: Double

  /// A fall of the rate that is smaller than this is left out.
  private static let smallestFall = 1e-8

  func rate(at moment: TrainingMoment, base: Double) -> Double {
    var (rate, best, bad, cooling) = (base, Double.infinity, 0, 0)
    for loss in moment.losses {
      if loss < best * (1 - threshold) {
        best = loss
        bad = 0
      } else {
        bad += 1
      }
      if cooling > 0 {
        cooling -= 1
        bad = 0
      }
      guard bad > patience else { continue }
      let lower = max(rate * factor, least)
      if rate - lower > Self.smallestFall { rate = lower }
      (cooling, bad) = (cooldown, 0)
    }
    return rate
  }
}

extension OptionRow<any Schedule> {
  private static let patience = OptionKey<Int>(
    "patience", .whole(from: 0), default: 10, unit: "epochs", "how many epochs without a smaller loss are borne")
  private static let factor = OptionKey<Double>(
    "by", .number(NumberRange(0, 1, excludesLower: true, excludesUpper: true)), default: 0.1,
    "what the rate is multiplied by then")
  private static let threshold = OptionKey<Double>(
    "threshold", .number(NumberRange(0, 1, excludesUpper: true)), default: 1e-4,
    "the share by which a loss has to be smaller")
  private static let cooldown = OptionKey<Int>(
    "cooldown", .whole(from: 0), default: 0, unit: "epochs", "how many epochs after a fall are not counted")
  private static let least = OptionKey<Double>("least", .number(.notNegative), default: 0.0, "the lowest rate")

  static let plateau = OptionRow(
    "plateau", "multiplies the rate when the loss no longer falls: that of `validate`, or of the training without",
    options: [
      patience.declaration, factor.declaration, threshold.declaration, cooldown.declaration, least.declaration,
    ]
  ) {
    PlateauSchedule(
      patience: $0[patience], factor: $0[factor], threshold: $0[threshold], cooldown: $0[cooldown], least: $0[least])
  }
}
