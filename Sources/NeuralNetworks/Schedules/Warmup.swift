internal import Options

/// The rate from a part of the optimiser's own up to all of it, and then another schedule's.
///
/// Source: PyTorch's `LinearLR`, and `SequentialLR` with what comes behind it.
struct Warmup: Schedule {
  let steps: Int
  let start: Double
  let next: any Schedule

  /// The same warm-up with another schedule behind it, whose steps are those that are left.
  func before(_ next: any Schedule) -> (any Schedule)? { Warmup(steps: steps, start: start, next: next) }

  func rate(at moment: TrainingMoment, base: Double) -> Double {
    guard moment.step < steps else {
      let rest = TrainingMoment(
        step: moment.step - steps, steps: moment.steps - steps, epoch: moment.epoch, losses: moment.losses)
      return next.rate(at: rest, base: base)
    }
    return base * (start + (1 - start) * Double(moment.step) / Double(steps))
  }
}

extension OptionRow<any Schedule> {
  private static let steps = OptionKey<Int>(
    "steps", .whole(from: 1), argument: true, required: true, unit: "steps", "how long the rate rises")
  private static let start = OptionKey<Double>(
    "from", .number(.unit), default: 0.1, "the part of the rate that it begins with")

  static let warmup = OptionRow(
    "warmup", "lets the rate rise first, step by step; another schedule may follow it, as in `warmup(500),cosine`",
    options: [steps.declaration, start.declaration]
  ) { Warmup(steps: $0[steps], start: $0[start], next: ConstantSchedule()) }
}
