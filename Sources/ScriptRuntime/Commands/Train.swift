import Basics
import Datasets
import NeuralNetworks
import ScriptLanguage
import TensorMath
import Training

extension CommandRow {
  static let train = CommandRow(
    name: "train", summary: "trains a model, and gives the log of the training",
    discussion: """
      The model learns to give back the images it gets, batch by batch in their order. Training goes on from the weights, \
      the epoch and the optimiser's memory that the model has, and says so; a model opened from a file has no such \
      memory. After every epoch the loss is measured on the images of `validate`, as the mean over batches, and those of \
      `watch` are reconstructed and kept in the log. Ctrl-C, \
      or in Jupyter the stop button, ends the training after the batch under way; the model and the log stay.
      """,
    arguments: [CommandParameter("model", .value([.model]), required: true, "the model")],
    options: [
      CommandParameter("on", .value([.data, .images]), required: true, "the images to learn"),
      CommandParameter("validate", .value([.data, .images]), "the images to measure the loss on after every epoch"),
      CommandParameter("watch", .value([.data]), "the images to reconstruct after every epoch"),
      CommandParameter(
        "epochs", .whole(minimum: 1), default: "10", unit: "epochs", "how often to go through the images"),
      CommandParameter("batch", .whole(minimum: 1), default: "64", unit: "images", "how many images a step"),
      CommandParameter(
        "loss", .choice(Loss.allCases.map { .init($0.name, LayerParameters.lowercased($0.summary)) }), default: "mse",
        "what is made small"),
      CommandParameter(
        "optimizer", .choice(OptimizerTable.rows.map { .init($0.name, LayerParameters.lowercased($0.summary)) }),
        default: "adam", "how weights follow the gradient"),
    ] + OptimizerParameters.all,
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1
      log
      """,
    result: .log,
    check: { call, foresight in
      _ = try OptimizerParameters.optimizer(of: call)
      let model = call["model"]?.facts
      try TrainingOfCall.checkImages(of: call, model: model)
      if let decoder = model?.decoder, let encoder = model?.encoder {
        if let loss = call.text("loss").flatMap(Loss.init(rawValue:)) {
          do { try loss.check(decoder: decoder) } catch { throw call.error(at: "loss", "\(error)") }
        }
        try TrainingOfCall.checkMemory(of: call, encoder, decoder, foresight.settings)
      }
      var facts = Foreseen(.log)
      facts.watches = call.isGiven("watch")
      facts.validates = call.isGiven("validate")
      if let epochs = call.whole("epochs") {
        foresight.trainings.append(TrainingOfCall.foreseen(call, epochs: epochs, model: model))
      }
      return .foreseen(facts)
    },
    run: { call, session in
      guard case .model(let model)? = call["model"], let on = call["on"]?.batchSource,
        let epochs = call.whole("epochs"), let batch = call.whole("batch"),
        let loss = call.text("loss").flatMap(Loss.init(rawValue:)),
        let optimizer = try OptimizerParameters.optimizer(of: call)
      else { return .none }
      try TrainingOfCall.checkImages(of: call, model: Value.model(model).facts)
      do { try loss.check(decoder: model.decoder.description) } catch { throw call.error(at: "loss", "\(error)") }
      try TrainingOfCall.checkMemory(
        of: call, model.encoder.description, model.decoder.description, session.settings)
      guard on.count > 0 else { throw call.error(at: "on", "there is no image to train on") }
      if model.epochs > 0 {
        session.output.note("training goes on after epoch \(model.epochs)")
      }
      var watched: ImageSet?
      if case .data(let set)? = call["watch"] { watched = set }
      let trainer = Trainer(
        model,
        configuration: TrainingConfiguration(epochs: epochs, batchSize: batch, loss: loss, optimizer: optimizer),
        compute: session.compute, now: session.settings.clock)
      let log = trainer.run(
        on: on, validating: call["validate"]?.batchSource, watching: watched, stop: session.stop,
        report: { session.output.training($0) })
      if log.outcome == .diverged {
        session.output.warn(
          Diagnostic(
            .warning, at: call.range,
            "the loss of step \(log.batchLosses.count) is no finite number, and the training ended",
            expected: "a smaller `lr`, with a new model: this one's weights are spoilt"))
      }
      return .log(log)
    })
}

extension Value {
  /// The images of a data set or of images, as training takes them.
  var batchSource: (any BatchSource)? {
    switch self {
    case .data(let set): set
    case .images(let images): images
    default: nil
    }
  }
}

/// What the checker and the run both look at before a training.
enum TrainingOfCall {
  /// Throws where the images have another shape than the model's.
  static func checkImages(of call: Call, model: Foreseen?) throws(Diagnostic) {
    guard let input = model?.encoder?.input else { return }
    for option in ["on", "validate", "watch", "images"] {
      guard let shape = call[option]?.facts?.imageShape, shape.sample != input else { continue }
      throw call.error(at: option, "the model takes images of \(input), and these are \(shape)")
    }
  }

  /// Throws where a batch of this size would not fit into memory.
  static func checkMemory(
    of call: Call, _ encoder: NetworkDescription, _ decoder: NetworkDescription, _ settings: Session.Settings
  ) throws {
    guard var batch = call.whole("batch") else { return }
    if let count = call["on"]?.facts?.count { batch = min(batch, max(1, count)) }
    do {
      try Autoencoder.check(
        encoder: encoder, decoder: decoder, batch: batch, threads: settings.threads, memory: settings.memoryLimit)
    } catch .doesNotFit(let bytes, let available) {
      let needs = bytes == .max ? "more memory than can be counted" : "\(byteText(bytes)) of memory"
      throw call.error(
        at: "batch",
        "training with batches of \(countText(batch, "image")) would take \(needs), and "
          + "\(byteText(available)) are there", expected: "a smaller `batch`")
    }
  }

  /// The training as the estimate of its time needs it.
  static func foreseen(_ call: Call, epochs: Int, model: Foreseen?) -> ForeseenTraining {
    var operations: Double?
    if let encoder = model?.encoder, let decoder = model?.decoder,
      let encoding = try? encoder.operations(), let decoding = try? decoder.operations()
    {
      operations = 3 * (Double(encoding) + Double(decoding))
    }
    return ForeseenTraining(
      line: call.range.start.line, epochs: epochs, images: call["on"]?.facts?.count,
      validationImages: call.isGiven("validate") ? call["validate"]?.facts?.count : 0, operationsPerImage: operations)
  }
}

/// The options of optimisers, as their table declares them, in the terms of commands.
enum OptimizerParameters {
  /// The options of all optimisers, each once; what an optimiser lacks is an error where it is given.
  static var all: [CommandParameter] {
    var names: Set<String> = []
    return OptimizerTable.rows.flatMap(\.options).filter { names.insert($0.name).inserted }.map { option in
      let owners = OptimizerTable.rows.filter { $0.options.contains { $0.name == option.name } }.map(\.name)
      let only = owners.count == OptimizerTable.rows.count ? "" : " (\(owners.joined(separator: ", ")))"
      return CommandParameter(
        option.name, .number(nil), default: option.defaultValue.map(text), unit: option.unit,
        LayerParameters.lowercased(option.summary) + only)
    }
  }

  /// The optimiser that a call asks for; nil where the checker does not know a value.
  static func optimizer(of call: Call) throws -> Optimizer? {
    guard let row = call.text("optimizer").flatMap(OptimizerTable.row) else { return nil }
    var values = OptionValues()
    for parameter in all where call.isGiven(parameter.name) {
      guard let declaration = row.options.first(where: { $0.name == parameter.name }) else {
        throw call.error(
          at: parameter.name, "`\(row.name)` has no option `\(parameter.name)`",
          expected: oneOf(row.options.map { "`\($0.name)`" }))
      }
      guard let number = call.number(parameter.name) else { return nil }
      guard declaration.accepting(.number(number)) != nil else {
        throw call.error(
          at: parameter.name, "`\(parameter.name)` takes no `\(numberText(number))`", expected: "\(declaration.type)")
      }
      values[parameter.name] = .number(number)
    }
    return try row.make(values)
  }

  private static func text(_ value: OptionValue) -> String {
    if case .number(let number) = value { numberText(number) } else { "\(value)" }
  }
}
