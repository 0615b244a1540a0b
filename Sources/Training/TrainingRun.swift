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
  private let now: () -> Double
  private let stop: StopFlag
  private let examples: ExampleMaker
  private let validation: ValidationPass?
  private let terms: LossTerms
  private let codeWeight: Double
  private var moment: TrainingMoment
  private var progress: TrainingProgress
  private var gauge = SpeedGauge()
  private var best: KeptWeights?
  /// What a training falls back on that diverges.
  private let good: KeptWeights

  init(
    _ model: Autoencoder, _ configuration: TrainingConfiguration, on images: any BatchSource,
    targets: (any BatchSource)?, validating validation: (any BatchSource)?, watching watched: ImageSet?,
    random: RandomStream,
    compute: ComputeContext, now: @escaping () -> Double, stop: StopFlag
  ) {
    self.model = model
    self.configuration = configuration
    self.images = images
    self.watched = watched
    self.compute = compute
    self.now = now
    self.stop = stop
    good = KeptWeights(of: model)
    good.take(model, epoch: model.epochs)
    model.scale = configuration.objective.scale
    pass = .training(compute, random: random)
    examples = ExampleMaker(images, targets: targets, configuration, random: random, compute: compute)
    terms = LossTerms(configuration.objective, model.description.bottleneck)
    let codeWeight = configuration.objective.codeWeight(imageCount: model.imageShape.elementCount)
    self.codeWeight = codeWeight
    self.validation = validation.map {
      ValidationPass(model, $0, configuration, codeWeight: codeWeight, random: random, compute: compute, stop: stop)
    }
    log = TrainingLog(
      latentSize: model.latentSize, imagesPerEpoch: images.count, batchSize: configuration.batchSize,
      stepsPerEpoch: configuration.steps(of: images.count), epochsBefore: model.epochs,
      lossName: LossTerms.sum(configuration.objective, model.description.bottleneck), termNames: terms.names,
      hasSchedule: !(configuration.schedule is ConstantSchedule))
    log.watched = watched?.normalised()
    let (steps, overflow) = log.stepsPerEpoch.multipliedReportingOverflow(by: configuration.epochs)
    moment = TrainingMoment(step: 0, steps: overflow ? .max : steps)
    progress = TrainingProgress(
      epoch: model.epochs + 1, lastEpoch: model.epochs.addingReportingOverflow(configuration.epochs).partialValue,
      steps: moment.steps, stepsPerEpoch: log.stepsPerEpoch)
  }

  /// Goes through all epochs, until a stop, a loss that is no number, or the end of patience.
  func train(_ report: (TrainingEvent) -> Void) {
    log.makeRoomForAnEpoch()
    report(.began(log, progress))
    for epoch in 1...configuration.epochs {
      log.outcome = trainEpoch(report)
      guard log.outcome == .finished else { break }
      guard let record = finishEpoch(epoch) else {
        log.outcome = .stopped
        break
      }
      let isGood = record.watchedLoss.isFinite && model.weights.all.norm(compute: compute).isFinite
      if isGood { good.take(model, epoch: record.number) }
      if isGood, configuration.keepsBest { keepIfBest(record) }
      if epoch < configuration.epochs { log.makeRoomForAnEpoch() }
      progress.secondsLeft = gauge.seconds(
        steps: progress.steps - progress.step, validations: configuration.epochs - epoch)
      report(.epoch(record, progress))
      guard isGood else {
        log.outcome = .diverged
        break
      }
      if let patience = configuration.patience, Patience.isOver(moment.losses, patience) {
        if epoch < configuration.epochs { log.outcome = .lostPatience }
        break
      }
    }
    if log.outcome == .diverged { fallBack() }
    if let best {
      best.restore(to: model)
      log.keptEpoch = best.epoch
    }
    report(.ended(log.outcome, progress))
  }

  /// One epoch's steps; none of them allocates once the largest batch has come by.
  private func trainEpoch(_ report: (TrainingEvent) -> Void) -> TrainingOutcome {
    progress.epoch = model.epochs + 1
    progress.stepOfEpoch = 0
    examples.begin()
    for index in 0..<log.stepsPerEpoch {
      if stop.isSet { return .stopped }
      let start = now()
      let first = index * configuration.batchSize
      let range = first..<min(first + configuration.batchSize, images.count)
      let loss = step(range)
      gauge.step(images: range.count, seconds: now() - start)
      note(loss)
      report(.step(progress))
      guard loss.isFinite else { return .diverged }
    }
    return .finished
  }

  /// Gives a model that has diverged the weights of the last good epoch, and an optimiser that remembers nothing of what
  /// came after; notes in which layer it began.
  private func fallBack() {
    log.divergence = model.firstNonFiniteLayer
    good.restore(to: model)
    model.optimizerState = nil
    log.keptEpoch = good.epoch
  }

  /// A step in three: back over the examples, together with whoever shares them, and the weights' step.
  private func step(_ range: Range<Int>) -> Float {
    let rate = configuration.schedule.rate(at: moment, base: configuration.optimizer.rate)
    let (input, target) = examples.examples(range)
    let loss = model.backpropagate(
      input, target: target, objective: configuration.objective,
      codeWeight: codeWeight * configuration.beta.value(at: moment.step), terms: terms, pass: pass)
    let combined = configuration.combiner.combine(loss, of: model)
    configuration.clipping?.apply(to: model.gradients.all, compute: compute)
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
  private func finishEpoch(_ epoch: Int) -> EpochRecord? {
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
    let reconstructions = watched.map { model.reconstruct($0, compute: compute) }
    gauge.validation(seconds: now() - start)
    let record = EpochRecord(
      number: model.epochs + 1, step: log.batchLosses.count, measurements: measurements, validationLosses: losses,
      reconstructions: reconstructions,
      trainingSeconds: gauge.secondsTraining - log.epochs.reduce(0) { $0 + $1.trainingSeconds })
    model.epochs += 1
    log.epochs.append(record)
    moment.epoch = epoch
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
