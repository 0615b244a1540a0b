import Basics
import Datasets
import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath
import Training

/// The training that a `train` command asks for.
struct AskedTraining {
  static let model = ValueKey<Autoencoder>.model()
  static let on = ValueKey<ImageCollection>.images("on", argument: false, "the images to learn")
  static let validate = ValueKey<ImageCollection>.images(
    "validate", argument: false, required: false, "the images to measure the loss on after every epoch")
  static let watch = ValueKey(
    "watch", .value([.data]), argument: false, required: false, "the images to reconstruct after every epoch",
    convert: \.imageSet)
  static let epochs = OptionKey<Int>(
    "epochs", .whole(from: 1), default: 10, unit: "epochs", "how often to go through the images")
  static let batch = OptionKey<Int>("batch", .whole(from: 1), default: 64, unit: "images", "how many images a step")
  static let loss = OptionKey<TermSum>.objective("what is made small")

  static let target = ValueKey<ImageCollection>.images(
    "target", argument: false, required: false,
    "what to make of the images of `on`, one for each; the images themselves if not given")

  static let options: [any OptionDeclaring] =
    [model, on, target, validate, watch, epochs, batch, loss] + OptimizerOptions.all + TrainingChoices.options
    + [store, checkpoint]

  let call: Call
  let model: Autoencoder
  let images: any BatchSource
  private let targets: (any BatchSource)?
  let validation: (any BatchSource)?
  private let watched: ImageSet?
  let configuration: TrainingConfiguration

  /// Throws where the images do not suit the model, the loss does not suit its decoder, an option does not go with the
  /// optimiser, or a batch does not fit into memory.
  init(_ call: Call) throws {
    self.call = call
    let optimizer = try OptimizerOptions.optimizer(of: call)
    try call.checkImages(Self.on, suit: Self.model)
    try call.checkImages(Self.validate, suit: Self.model)
    try call.checkImages(Self.watch, suit: Self.model)
    try call.checkObjective(Self.loss, suits: Self.model)
    try Self.checkMemory(call, optimizer)
    try call.checkImages(Self.target, suit: Self.model)
    try Self.checkTargets(call)
    try Self.checkBatches(call)
    let description = call.facts(Self.model)?.model
    let choices = try TrainingChoices(
      call, validates: call.isGiven(Self.validate), image: description?.image,
      hasOwnTerm: description.map { $0.bottleneck.lossName != nil })
    guard let optimizer else { throw NotYetKnown() }
    model = try call[Self.model]
    images = try call[Self.on].source
    validation = try call[ifGiven: Self.validate]?.source
    targets = try call[ifGiven: Self.target]?.source
    watched = try call[ifGiven: Self.watch]
    var configuration = TrainingConfiguration(
      epochs: try call[Self.epochs], batchSize: try call[Self.batch], objective: Objective(try call[Self.loss]),
      optimizer: optimizer)
    try choices.apply(to: &configuration)
    self.configuration = configuration
    if images.count == 0 { throw call.error(at: Self.on, "there is no image to train on") }
  }

  /// Trains, or takes what was kept of the training, and gives the log; throws ``NotYetKnown`` where that is left to
  /// another share of the script.
  func run(in session: Session) throws -> TrainingLog {
    if session.compute.device != nil { try Self.checkDevice(call) }
    if let warning = Self.warningOfOrder(call) { session.warnOnce(warning) }
    return try runIfShared(in: session, keptAs: { try KeptTraining(self, session) }) { kept in
      if let round = session.roundText { session.output.note(round) }
      if model.epochs > 0 {
        let remembers = configuration.optimizer.rule.canGoOn(from: model.optimizerState)
        session.output.remark(
          "training goes on after epoch \(model.epochs)" + (remembers ? "" : ", and its optimiser begins anew"))
      }
      return try run(in: session, keptAs: kept)
    }
  }

  /// Trains, from where what is kept of the training stands, and gives the log.
  private func run(in session: Session, keptAs kept: KeptTraining?) throws -> TrainingLog {
    var configuration = configuration
    configuration.processes = session.settings.processes
    let trainer = Trainer(
      model, configuration: configuration, compute: kept?.compute ?? session.compute, now: session.settings.clock)
    var log: TrainingLog
    if let kept, let checkpoint = kept.found {
      kept.tell(checkpoint)
      do {
        log = try trainer.run(
          on: images, targets: targets, validating: validation, watching: watched, random: try session.random,
          stop: session.stop, keeper: kept.keeper, from: checkpoint, report: { session.output.training($0) })
      } catch {
        throw call.error("\(error)")
      }
    } else {
      log = trainer.run(
        on: images, targets: targets, validating: validation, watching: watched, random: try session.random,
        stop: session.stop, keeper: kept?.keeper, report: { session.output.training($0) })
    }
    try session.checkDevice()
    log.images =
      kept?.images
      ?? TrainedImages(training: (targets ?? images).contentDigest, validation: validation?.contentDigest)
    warnOfDivergence(log, session)
    if log.outcome == .stopped { kept?.tellWhereTheNextRunGoesOn(log) }
    return log
  }

  /// Brings a training to its end whose checkpoint lies in a file, as ``run(in:)`` runs one.
  func resume(in session: Session, from checkpoint: Checkpoint, in file: String) throws -> TrainingLog {
    let kept = KeptTraining(self, session, resuming: checkpoint, in: file)
    guard kept.isComputedAsBegun else {
      throw call.error(
        "the training was begun on \(checkpoint.material.device ?? "the processor"), and would not come to the same end "
          + "on \(session.compute.device?.description.description ?? "the processor")",
        expected: "the same `device`")
    }
    return try runIfShared(in: session, keptAs: { kept }) { try run(in: session, keptAs: $0) }
  }

  private func warnOfDivergence(_ log: TrainingLog, _ session: Session) {
    if log.outcome == .diverged {
      let kept = log.keptEpoch ?? 0
      let origin = log.divergence.map(\.description) ?? log.brokenLoss.map { _ in "the loss itself" }
      session.output.warn(
        Diagnostic(
          .warning, at: call.range, "\(log.divergenceText), and the training ended",
          expected: "a smaller `lr`, or `clip=1`",
          notes: (origin.map { [.init("it began in \($0)")] } ?? []) + [
            .init(
              "the model has the weights "
                + (kept > log.epochsBefore ? "of epoch \(kept)" : "from before the training")
                + ", and its optimiser begins anew")
          ]))
    }
  }
}

extension AskedTraining {
  /// Throws where there are not as many targets as images.
  private static func checkTargets(_ call: Call) throws {
    guard let count = call.facts(on)?.count, let found = call.facts(target)?.count, found != count else { return }
    throw call.error(
      at: target, "\(countText(found, "target")) cannot stand for \(countText(count, "image"))",
      expected: "one target for each image")
  }

  /// Throws where a layer needs two images a batch, and one batch has a single one.
  private static func checkBatches(_ call: Call) throws {
    guard let description = call.facts(model)?.model, let batch = call.known(batch), let count = call.facts(on)?.count,
      let layer = description.encoder.layerThatNeedsTwoSamples ?? description.decoder.layerThatNeedsTwoSamples
    else { return }
    let rest = count % batch
    let isSingle = batch == 1 || count == 1 || (rest == 1 && call.known(TrainingChoices.last) != .drop)
    guard isSingle else { return }
    throw call.error(
      at: Self.batch,
      "`\(layer)` takes the variance over a batch, and \(count == 1 ? "the only" : batch == 1 ? "every" : "the last") "
        + "batch of \(countText(count, "image")) would hold one image alone",
      expected: count == 1 ? "more images" : batch == 1 ? "a larger `batch`" : "another `batch`, or `last=drop`")
  }

  /// Throws where a batch of this size would not fit into memory.
  private static func checkMemory(_ call: Call, _ optimizer: Optimizer?) throws {
    guard let model = call.facts(model)?.model, var batch = call.known(batch) else { return }
    if let count = call.facts(on)?.count { batch = min(batch, max(1, count)) }
    do throws(AutoencoderError) {
      try model.check(
        batch: batch, threads: call.settings.threads, memory: call.settings.memoryLimit,
        slots: optimizer?.rule.slots ?? 0, isShared: (call.settings.processes?.count ?? 1) > 1)
    } catch {
      // That its parts do not fit each other was said where it was made.
      guard case .doesNotFit(let bytes, let available) = error else { return }
      throw call.error(
        at: Self.batch,
        "training with batches of \(countText(batch, "image")) would take \(MemoryText.needed(bytes)), and "
          + "\(byteText(available)) are there", expected: "a smaller `batch`")
    }
  }

  /// The training as the estimate of its time needs it; nil where not even its epochs are known.
  static func foreseen(_ call: Call) -> ForeseenTraining? {
    guard let epochs = call.known(epochs) else { return nil }
    let operations = (try? call.facts(model)?.model?.operations()).map { 3 * Double($0) }
    return ForeseenTraining(
      line: call.range.start.line, epochs: epochs, images: call.facts(on)?.count,
      validationImages: call.isGiven(validate) ? call.facts(validate)?.count : 0, operationsPerImage: operations)
  }

  /// What the log will hold beside losses, by name; nil where the checker does not know all of it.
  static func measured(_ call: Call) -> Set<String>? {
    guard let bottleneck = call.facts(model)?.model?.bottleneck, let sum = call.known(loss),
      let metrics = call.isGiven(TrainingChoices.metrics) ? call.known(TrainingChoices.metrics) : []
    else { return nil }
    return Measurements.foreseen(
      Objective(sum), bottleneck, metrics: metrics.map(\.name), validates: call.isGiven(validate),
      hasSchedule: call.isGiven(TrainingChoices.schedule))
  }

  /// What will run, but hardly as it is meant: a decoder that cannot make half of what it is compared with.
  static func warnings(_ call: Call) -> [Diagnostic] {
    (warningOfOrder(call).map { [$0] } ?? []) + warningsOfDecoder(call)
  }

  /// Images that lie class by class, and come in that order.
  private static func warningOfOrder(_ call: Call) -> Diagnostic? {
    guard call.known(TrainingChoices.shuffle) == false, let value = call.value(on) else { return nil }
    let isSorted =
      switch value {
      case .data(let set): set.isSortedByClass
      case .images(let images): images.isSortedByClass
      default: value.facts?.isSortedByClass ?? false
      }
    guard isSorted else { return nil }
    return Diagnostic(
      .warning, at: call.place(of: on),
      "these images lie class by class, and so would the batches: trainings ended 9 to 14 % worse for it",
      expected: "`shuffle=yes`")
  }

  private static func warningsOfDecoder(_ call: Call) -> [Diagnostic] {
    guard let decoder = call.facts(model)?.model?.decoder, let sum = call.known(loss),
      let last = decoder.lastComputingLayer
    else { return [] }
    let scale = Objective(sum).scale
    guard decoder.outputRange.lowerBound > scale.range.lowerBound else { return [] }
    let instead =
      decoder.outputRange.upperBound <= 1
      ? "`loss=bce`, or a decoder that ends in `tanh`"
      : "a decoder without its last `\(last.name)`, or with `tanh` in its place"
    return [
      Diagnostic(
        .warning, at: call.place(of: model),
        "the decoder ends in `\(last.name)`, which gives no number below 0, and the loss compares numbers from −1 to 1",
        expected: instead)
    ]
  }
}

/// The options of optimisers, and which of them is chosen.
enum OptimizerOptions {
  private static let table = OptimizerTable.table
  private static let optimizer = OptionKey<NamedRow>(
    "optimizer", .choice(table.declarations.map { OptionChoice($0.name, $0.summary) }), default: "adam",
    "how weights follow the gradient")

  /// The choice, and the options of all optimisers, each once; what an optimiser lacks is an error where it is given.
  static let all: [any OptionDeclaring] =
    [optimizer] + SharedOptions(table.declarations, tellsOwners: { $0 < table.rows.count }).all

  /// What an option is where it is not given: what the chosen optimiser has for it, or else what it has for all.
  static func standard(_ option: OptionDeclaration, in call: Call) -> OptionValue? {
    let own = call.known(optimizer)?.row.declaration.options.first { $0.name == option.name }
    return own?.defaultValue ?? option.defaultValue
  }

  /// The optimiser that a call asks for; nil where the checker does not know a value.
  static func optimizer(of call: Call) throws -> Optimizer? {
    guard let row = call.known(optimizer)?.row else { return nil }
    let own = row.declaration.options
    var values = OptionValues()
    for option in all.map(\.declaration) where option.name != optimizer.declaration.name && call.isGiven(option) {
      guard let declaration = own.first(where: { $0.name == option.name }) else {
        throw call.error(
          at: option, "`\(row.name)` has no option `\(option.name)`", expected: oneOf(own.map { "`\($0.name)`" }))
      }
      guard let value = call.bound.options[option.name] else { return nil }
      guard declaration.kind.accepting(value) != nil else {
        throw call.error(at: option, "`\(option.name)` takes no `\(value)`", expected: "\(declaration.kind)")
      }
      values[option.name] = value
    }
    return try row.make(values)
  }

  /// A row of the table, by its name.
  private struct NamedRow: OptionReadable {
    let row: OptionRow<Optimizer>

    init?(_ value: OptionValue) {
      guard case .text(let name) = value, let row = table[name] else { return nil }
      self.row = row
    }

    var optionValue: OptionValue { .text(row.name) }
  }
}
