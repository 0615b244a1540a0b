import Datasets
import NeuralNetworks
import Options
import TensorMath
import Training

/// What a `train` command chooses beside the images, the loss and the optimiser.
struct TrainingChoices {
  static let shuffle = OptionKey<Bool>(
    "shuffle", .flag, default: false, "whether images come in a new order every epoch, PyTorch's `shuffle=True`")
  static let last = OptionKey<LastBatch>(
    "last", .choice(of: LastBatch.self), default: "keep", "what becomes of a last batch that is not full")
  static let schedule = OptionKey<[Term]>(
    "schedule", .list(.term(ScheduleTable.table.declarations)),
    "how the learning rate goes on; a warm-up may stand before another schedule")
  static let clip = OptionKey<Double>(
    "clip", .number(.positive), "the norm of all gradients beyond which they are scaled down to it")
  static let clipValue = OptionKey<Double>(
    "clip_value", .number(.positive), "how far from zero each gradient may be")
  static let patience = OptionKey<Int>(
    "patience", .whole(from: 1), unit: "epochs",
    "after how many epochs without a smaller validation loss the training ends")
  static let keep = OptionKey<KeptWeights>(
    "keep", .choice(of: KeptWeights.self), default: "last", "which weights the model ends with")
  static let corrupt = OptionKey<Term>(
    "corrupt", .term(CorruptionTable.table.declarations),
    "what is done to images before the model sees them; what it ought to make of them stays clean")
  static let corruptValidation = OptionKey<Bool>(
    "corrupt_validation", .flag, default: false, "whether the images of `validate` are corrupted too")
  static let augment = OptionKey<[Term]>(
    "augment", .list(.term(AugmentationTable.table.declarations)), "how images are changed at random, each by itself")
  static let metrics = OptionKey<[Term]>(
    "metrics", .list(.term(MetricTable.table.declarations)),
    "what else is measured of the images of `validate` after every epoch")
  static let beta = OptionKey<RampChoice>(
    "beta", .either(.number(.notNegative), .term([RampChoice.declaration])), default: 1.0,
    "the weight of a variational bottleneck's divergence beside the sum of an image's losses, of which the loss is the "
      + "mean: 1 gives the evidence lower bound; `warmup(500)` lets it grow to 1 over so many steps")

  static let options: [any OptionDeclaring] = [
    shuffle, last, schedule, clip, clipValue, patience, keep, corrupt, corruptValidation, augment, metrics, beta,
  ]

  /// What becomes of a last batch that is not full.
  enum LastBatch: String, OptionWord {
    case keep, drop

    var summary: String {
      switch self {
      case .keep: "it is trained on, smaller as it is"
      case .drop: "it is left out, PyTorch's `drop_last=True`"
      }
    }
  }

  /// Which weights a model ends with.
  enum KeptWeights: String, OptionWord {
    case last, best

    var summary: String {
      switch self {
      case .last: "those of the last step"
      case .best: "those of the epoch with the smallest validation loss"
      }
    }
  }

  private let call: Call

  /// Throws what does not go together, as far as it is known.
  init(_ call: Call, validates: Bool, image: SampleShape?, hasOwnTerm: Bool?) throws {
    self.call = call
    if call.isGiven(Self.clip), call.isGiven(Self.clipValue) {
      throw call.error(
        at: Self.clipValue, "`clip_value` does not go with `clip`: gradients are clipped by their norm or one by one")
    }
    for option in [Self.metrics as any OptionDeclaring, Self.patience] where call.isGiven(option) && !validates {
      throw call.error(
        at: option, "`\(option.declaration.name)` goes with `validate=`, the images that are measured after every epoch"
      )
    }
    if call.known(Self.keep) == .best, !validates {
      throw call.error(at: Self.keep, "`keep=best` goes with `validate=`, the images that say which epoch was best")
    }
    if call.isGiven(Self.corruptValidation), !call.isGiven(Self.corrupt) {
      throw call.error(at: Self.corruptValidation, "`corrupt_validation` goes with `corrupt=`, and there is none")
    }
    if call.isGiven(Self.beta), hasOwnTerm == false {
      throw call.error(
        at: Self.beta, "`beta` weighs the divergence of a variational bottleneck, and this model has none",
        expected: "a model of `autoencoder … bottleneck=variational`")
    }
    if let terms = call.known(Self.schedule) {
      do { _ = try ScheduleTable.schedule(terms) } catch { throw call.error(at: Self.schedule, "\(error)") }
    }
    guard let image else { return }
    for metric in call.known(Self.metrics) ?? [] {
      do { try MetricTable.table.make(metric).check(image: image) } catch {
        throw call.error(at: Self.metrics, "\(error)")
      }
    }
  }

  /// The order in which images come.
  static func order(shuffled: Bool) -> any Order { shuffled ? ShuffledOrder() : FileOrder() }

  /// Sets a configuration as it was chosen.
  func apply(to configuration: inout TrainingConfiguration) throws {
    configuration.order = Self.order(shuffled: try call[Self.shuffle])
    configuration.dropsLast = try call[Self.last] == .drop
    configuration.schedule = try ScheduleTable.schedule(call[ifGiven: Self.schedule] ?? [])
    configuration.clipping =
      try call[ifGiven: Self.clip].map { .norm($0) } ?? call[ifGiven: Self.clipValue].map { .value($0) }
    configuration.patience = try call[ifGiven: Self.patience]
    configuration.keepsBest = try call[Self.keep] == .best
    configuration.corruption = try call[ifGiven: Self.corrupt].map(CorruptionTable.table.make)
    configuration.corruptsValidation = try call[Self.corruptValidation]
    configuration.augmentations = try (call[ifGiven: Self.augment] ?? []).map(AugmentationTable.table.make)
    configuration.metrics = try (call[ifGiven: Self.metrics] ?? []).map(MetricTable.table.make)
    configuration.beta = try call[Self.beta].ramp
  }
}

/// How strongly a term of the loss counts: a number, or `warmup(500,to=4)`.
struct RampChoice: OptionReadable {
  private static let steps = OptionKey<Int>(
    "steps", .whole(from: 1), argument: true, required: true, unit: "steps", "how long it grows")
  private static let final = OptionKey<Double>("to", .number(.notNegative), default: 1.0, "where it ends")

  /// `warmup(500,to=4)`.
  static let declaration = TermDeclaration(
    "warmup", "grows from zero, step by step", options: [steps.declaration, final.declaration])

  let ramp: Ramp

  init?(_ value: OptionValue) {
    switch value {
    case .number(let number): ramp = Ramp(to: number)
    case .term(let term): ramp = Ramp(to: term.values[Self.final], steps: term.values[Self.steps])
    default: return nil
    }
  }

  var optionValue: OptionValue {
    ramp.steps == 0
      ? .number(ramp.final)
      : .term(Term("warmup", OptionValues(["steps": .whole(ramp.steps), "to": .number(ramp.final)])))
  }
}
