/// The learning rate over a training, asked for step by step: one file and one row of ``ScheduleTable`` each.
///
/// A schedule remembers nothing: where the training stands says all, so that one that goes on needs no state.
public protocol Schedule: Sendable {
  /// The rate of a step, where `base` is the optimiser's own.
  func rate(at moment: TrainingMoment, base: Double) -> Double

  /// Whether the rate is the same at every step.
  var isConstant: Bool { get }

  /// This one with another schedule behind it; nil for most, which leave no step to another.
  func before(_ next: any Schedule) -> (any Schedule)?
}

extension Schedule {
  /// It changes.
  public var isConstant: Bool { false }
  /// Nothing stands behind it.
  public func before(_ next: any Schedule) -> (any Schedule)? { nil }
}

/// Where a training stands before a step.
public struct TrainingMoment: Sendable {
  /// Steps that this training has made.
  public var step: Int
  /// Steps that it makes in all.
  public let steps: Int
  /// Epochs that it has completed.
  public var epoch: Int
  /// The loss that schedules watch, of each completed epoch: of validation where there is one.
  public var losses: [Double]

  /// A moment of a training.
  public init(step: Int, steps: Int, epoch: Int = 0, losses: [Double] = []) {
    self.step = step
    self.steps = steps
    self.epoch = epoch
    self.losses = losses
  }
}

/// The same rate at every step.
public struct ConstantSchedule: Schedule {
  /// A rate that stays.
  public init() {}

  /// The optimiser's own rate.
  public func rate(at moment: TrainingMoment, base: Double) -> Double { base }

  /// It stays.
  public var isConstant: Bool { true }
}
