internal import Basics
internal import Datasets
internal import NeuralNetworks
internal import TensorMath

/// One training under way: where it stands, and what it has measured.
final class TrainingRun {
  private(set) var log: TrainingLog
  private let model: Autoencoder
  private let configuration: TrainingConfiguration
  private let images: any BatchSource
  private let watched: ImageSet?
  private let compute: ComputeContext
  private let pass: Pass
  private let shared: SharedTraining?
  private let now: () -> Double
  private let stop: StopFlag
  private let random: RandomStream
  private let keeper: CheckpointKeeper?
  private let examples: ExampleMaker
  private let validation: ValidationPass?
  private let terms: LossTerms
  private let codeWeight: Double
  private var moment: TrainingMoment
  private var progress: TrainingProgress
  private var gauge = SpeedGauge()
  private var best: KeptWeights?
  /// What a training falls back on that diverges.
  private var good: KeptWeights
  /// Whether the epoch under way was begun before this run, which goes on from a checkpoint.
  private var isWithinEpoch = false

  init(
    _ model: Autoencoder, _ configuration: TrainingConfiguration, on images: any BatchSource,
    targets: (any BatchSource)?, validating validation: (any BatchSource)?, watching watched: ImageSet?,
    random: RandomStream, compute: ComputeContext, now: @escaping () -> Double, stop: StopFlag,
    keeper: CheckpointKeeper?
  ) {
    self.model = model
    self.configuration = configuration
    self.images = images
    self.watched = watched
    self.compute = compute
    self.now = now
    self.stop = stop
    self.random = random
    self.keeper = keeper
    good = KeptWeights(of: model)
    good.take(model, epoch: model.epochs)
    model.scale = configuration.objective.scale
    let shared = SharedTraining(configuration.processes, compute: compute, stop: stop)
    self.shared = shared
    pass = .training(shared?.compute ?? compute, random: random)
    examples = ExampleMaker(
      images, targets: targets, configuration, random: random, compute: compute, share: shared?.share)
    terms = LossTerms(configuration.objective, model.description.bottleneck)
    let codeWeight = configuration.objective.codeWeight(imageCount: model.imageShape.elementCount)
    self.codeWeight = codeWeight
    self.validation = validation.map {
      ValidationPass(
        model, $0, configuration, codeWeight: codeWeight, random: random, compute: compute, stop: stop,
        shared: shared)
    }
    log = TrainingLog(model, configuration, imageCount: images.count, watching: watched)
    moment = TrainingMoment(step: 0, steps: log.stepsPerEpoch.timesSaturating(configuration.epochs))
    progress = TrainingProgress(log, epochs: configuration.epochs)
  }

  /// Goes on where a checkpoint stands, whose model the model is by now.
  /// - Precondition: The checkpoint was checked for this training.
  func goOn(from state: TrainingState) {
    log.take(state)
    random.generator = RandomGenerator(state.generator)
    moment.step = state.losses.count
    moment.epoch = state.epochs.count
    moment.losses = state.epochs.map(\.watchedLoss)
    gauge = state.gauge
    best = state.best
    if let good = state.good { self.good = good }
    isWithinEpoch = state.stepOfEpoch > 0
    if isWithinEpoch { examples.goOn(in: state.order) }
    progress = TrainingProgress(log, epochs: configuration.epochs)
  }

  /// Goes through all epochs, until a stop, a loss that is no number, or the end of patience.
  func train(_ report: (TrainingEvent) -> Void) {
    log.makeRoomForAnEpoch()
    keeper?.begin(model, at: now())
    report(.began(log, progress))
    while log.epochs.count < configuration.epochs {
      log.outcome = trainEpoch(report)
      guard log.outcome == .finished else { break }
      let beforeValidation = keeper == nil && shared == nil ? nil : random.generator
      guard let record = finishEpoch() else {
        log.outcome = .stopped
        if let beforeValidation { random.generator = beforeValidation }
        break
      }
      model.bringHome()
      guard !hasLostDevice else {
        log.outcome = .stopped
        break
      }
      let isGood = record.watchedLoss.isFinite && model.weights.all.norm(compute: compute).isFinite
      if isGood { good.take(model, epoch: record.number) }
      if isGood, configuration.keepsBest { keepIfBest(record) }
      let isLast = log.epochs.count == configuration.epochs
      if !isLast { log.makeRoomForAnEpoch() }
      progress.secondsLeft = gauge.seconds(
        steps: progress.steps - progress.step, validations: configuration.epochs - log.epochs.count)
      report(.epoch(record, progress))
      guard isGood else {
        log.outcome = .diverged
        break
      }
      if let patience = configuration.patience, Patience.isOver(moment.losses, patience) {
        if !isLast { log.outcome = .lostPatience }
        break
      }
      guard !isLast else { break }
      progress.stepOfEpoch = 0
      keepIfDue(endsEpoch: true)
    }
    finish()
    report(.ended(log.outcome, progress))
  }

  /// One epoch's steps, or what is left of them; none of them allocates once the largest batch has come by.
  private func trainEpoch(_ report: (TrainingEvent) -> Void) -> TrainingOutcome {
    shared?.askForStop()
    if isStopping { return .stopped }
    progress.epoch = model.epochs + 1
    if !isWithinEpoch {
      progress.stepOfEpoch = 0
      examples.begin()
    }
    isWithinEpoch = false
    let first = progress.stepOfEpoch
    for index in first..<log.stepsPerEpoch {
      // An order that was drawn is kept together with the first step that it served.
      if index > first, isStopping { return .stopped }
      let start = now()
      let first = index * configuration.batchSize
      let range = first..<min(first + configuration.batchSize, images.count)
      let loss = step(range)
      if hasLostDevice { return .stopped }
      gauge.step(images: range.count, seconds: now() - start)
      note(loss)
      report(.step(progress))
      guard loss.isFinite else { return .diverged }
      keepIfDue(endsEpoch: false)
    }
    return .finished
  }

  /// Whether the device failed, so that nothing that was computed since the weights were last brought home is of use.
  private var hasLostDevice: Bool { compute.device?.failure != nil }

  /// Whether to stop: what all processes know of each other where there are several.
  private var isStopping: Bool { shared?.isStopping ?? stop.isSet }

  /// What remains to be done once no more steps are made.
  private func finish() {
    model.bringHome()
    guard log.outcome != .stopped else {
      keep(ending: nil)
      restoreBest()
      return
    }
    if log.outcome == .diverged { fallBack() }
    restoreBest()
    keep(
      ending: TrainingState.Ending(outcome: log.outcome, keptEpoch: log.keptEpoch, divergence: log.divergence))
  }

  private func restoreBest() {
    guard let best else { return }
    best.restore(to: model)
    log.keptEpoch = best.epoch
  }

  private func keepIfDue(endsEpoch: Bool) {
    if let keeper, keeper.isDue(at: now(), endsEpoch: endsEpoch) { keep(ending: nil) }
  }

  /// Has the keeper write where the training stands.
  private func keep(ending: TrainingState.Ending?) {
    guard let keeper else { return }
    model.bringHome()
    guard !hasLostDevice else { return }
    var state = TrainingState(epochsBefore: log.epochsBefore, generator: random.generator.state)
    (state.losses, state.rates, state.terms) = (log.batchLosses, log.rates, log.termLosses)
    (state.epochs, state.gauge, state.ending) = (log.epochs, gauge, ending)
    if ending == nil {
      // What has ended goes on from nothing but its model.
      state.stepOfEpoch = progress.stepOfEpoch
      state.best = best
      if state.stepOfEpoch > 0 { (state.order, state.good) = (examples.order, good) }
    }
    keeper.keep(model, state, now: now)
  }

  /// Gives a model that has diverged the weights of the last good epoch, and an optimiser that remembers nothing of what
  /// came after; notes in which layer it began.
  private func fallBack() {
    log.divergence = firstNonFiniteLayer
    good.restore(to: model)
    model.optimizerState = nil
    log.keptEpoch = good.epoch
  }

  /// The first layer that made something else than finite numbers of the last batch, whichever process computed them.
  private var firstNonFiniteLayer: LayerPlace? {
    let own = model.firstNonFiniteLayer(compute: compute)
    guard let shared else { return own }
    let found = shared.processes.gather(own.map { model.position(of: $0) } ?? -1)
    return found.filter { $0 >= 0 }.min().flatMap { model.layerPlace(at: $0) }
  }

  /// A step in three: back over the examples, together with whoever shares them, and the weights' step.
  private func step(_ range: Range<Int>) -> Float {
    let rate = configuration.schedule.rate(at: moment, base: configuration.optimizer.rate)
    shared?.share.begin(samples: range.count)
    let (input, target) = examples.examples(range)
    let loss = model.backpropagate(
      input, target: target, objective: configuration.objective,
      codeWeight: codeWeight * configuration.beta.value(at: moment.step), terms: terms, pass: pass)
    let combined = shared?.combine(loss, terms: terms, of: model) ?? loss
    if let clipping = configuration.clipping { model.clip(clipping, compute: compute) }
    model.update(by: configuration.optimizer.rule, rate: rate, compute: compute)
    log.note(loss: Float(combined), rate: rate, terms: terms.values)
    return Float(combined)
  }

  private func note(_ loss: Float) {
    moment.step += 1
    progress.step += 1
    progress.stepOfEpoch += 1
    progress.loss = loss
    progress.imagesPerSecond = gauge.imagesPerSecond
    let stepsLeft = progress.steps - progress.step
    let epochsLeft = stepsLeft > 0 ? (stepsLeft - 1) / log.stepsPerEpoch + 1 : 0
    progress.secondsLeft = gauge.seconds(steps: stepsLeft, validations: epochsLeft)
  }

  /// What is done at the end of an epoch; nil where it was stopped.
  private func finishEpoch() -> EpochRecord? {
    let start = now()
    var measurements = Measurements()
    measurements.note(Measurements.training, log.batchLosses.suffix(log.stepsPerEpoch))
    var losses: [Float] = []
    if let validation {
      guard let measured = validation.run(beta: configuration.beta.value(at: moment.step)) else { return nil }
      losses = measured.losses
      measurements.note(Measurements.validation, losses[...])
      noteTrainingTerms(in: &measurements)
      for (name, values) in measured.terms { measurements.note(Measurements.validation, term: name, values[...]) }
      for (name, value) in measured.metrics { measurements[name] = value }
    } else {
      noteTrainingTerms(in: &measurements)
    }
    if model.description.bottleneck.lossName != nil {
      measurements[Measurements.beta] = configuration.beta.value(at: moment.step - 1)
    }
    if log.hasSchedule { measurements[Measurements.rate] = log.rates.last.map(Double.init) }
    var reconstructions: Images?
    if let watched {
      reconstructions = try? model.reconstruct(watched, compute: compute, unless: stop)
      let isMissing = reconstructions == nil
      if shared?.processes.agree(isMissing) ?? isMissing { return nil }
    }
    gauge.validation(seconds: now() - start)
    let record = EpochRecord(
      number: model.epochs + 1, step: log.batchLosses.count, measurements: measurements, validationLosses: losses,
      reconstructions: reconstructions,
      trainingSeconds: gauge.secondsTraining - log.epochs.reduce(0) { $0 + $1.trainingSeconds })
    model.epochs += 1
    log.epochs.append(record)
    moment.epoch = log.epochs.count
    moment.losses.append(record.watchedLoss)
    return record
  }

  private func noteTrainingTerms(in measurements: inout Measurements) {
    for (name, values) in zip(log.termNames, log.termLosses) {
      measurements.note(Measurements.training, term: name, values.suffix(log.stepsPerEpoch))
    }
  }

  private func keepIfBest(_ record: EpochRecord) {
    guard best.map({ record.watchedLoss < $0.loss }) ?? true else { return }
    let kept = best ?? KeptWeights(of: model)
    kept.take(model, epoch: record.number, loss: record.watchedLoss)
    best = kept
  }
}
