import Analysis
import Datasets
import NeuralNetworks
public import Options
import Training

/// A property of a value, as in `(log.validation)`.
public struct Property: Sendable {
  /// Its name.
  public let name: String
  /// Other names that people look for it by.
  let otherNames: [String]
  /// Its type.
  public let type: ValueType
  /// One line that says what it is.
  public let summary: String
  /// What is said where a value lacks it.
  let absence: String
  /// Whether it is known before the run that a value will lack it.
  let lacks: @Sendable (Foreseen) -> Bool
  /// Whether values of the type have it unless something speaks against it.
  let isCommon: Bool
  /// The property of a value; nil where it has none, or where only the run knows.
  let value: @Sendable (Value) -> Value?

  init(
    _ name: String, _ type: ValueType, _ summary: String, otherNames: [String] = [], absence: String = "",
    isCommon: Bool = true, lacks: @escaping @Sendable (Foreseen) -> Bool = { _ in false },
    value: @escaping @Sendable (Value) -> Value?
  ) {
    self.name = name
    self.otherNames = otherNames
    self.type = type
    self.summary = summary
    self.absence = absence
    self.isCommon = isCommon
    self.lacks = lacks
    self.value = value
  }

  /// Whether a value has it, or one that is only foreseen will have it, as far as that is known.
  func belongs(to found: Value) -> Bool {
    guard case .foreseen(let foreseen) = found else { return value(found) != nil }
    return isCommon ? !lacks(foreseen) : foreseen.measures?.contains(name) ?? false
  }
}

/// The properties of every type of value, which the checker, completion and help read.
public enum PropertyTable {
  /// The properties of a type.
  public static func properties(of type: ValueType) -> [Property] { rows[type] ?? [] }

  private static let rows: [ValueType: [Property]] = [
    .data: imageProperties, .images: imageProperties, .codes: codes, .model: model, .log: log,
    .evaluation: evaluation, .measures: measures, .detection: detection, .family: family, .list: list, .text: text,
    .network: network, .table: table,
  ]

  private static let imageProperties: [Property] = [
    Property("count", .number, "the number of images") { value in number(value.facts?.count) },
    Property("shape", .shape, "the shape of an image: channels, height and width") { value in
      value.facts?.imageShape.map { .shape([$0.channels, $0.height, $0.width]) }
    },
    Property("classes", .number, "the number of classes", absence: "only the run knows the classes") { value in
      switch value {
      case .data(let set): number(set.classNames.count)
      case .images(let images): number(images.classNames.count)
      case .foreseen(let foreseen): number(foreseen.classNames?.count)
      default: nil
      }
    },
    Property("class_names", .list, "the names of the classes", absence: "only the run knows the classes") { value in
      value.facts?.classNames.map { .list($0.map { .text($0) }) }
    },
  ]

  private static let codes: [Property] = [
    Property("count", .number, "the number of codes") { number($0.facts?.count) },
    Property("latent", .number, "the numbers in a code") { number($0.facts?.latent) },
    Property("mean", .codes, "the mean code") { value in
      switch value {
      case .codes(let codes): return .codes(codes.mean)
      case .foreseen(var facts) where facts.type == .codes:
        facts.count = 1
        return .foreseen(facts)
      default: return nil
      }
    },
  ]

  private static let network: [Property] = [
    Property("layers", .number, "the number of layers") { value in
      if case .network(let network) = value { number(network.layers.count) } else { nil }
    }
  ]

  private static let model: [Property] = [
    Property("latent", .number, "the numbers in a code") { number($0.facts?.latent) },
    Property("parameters", .number, "the weights and biases that training adjusts") { value in
      if case .model(let model) = value { number(model.parameterCount) } else { nil }
    },
    Property("epochs", .number, "the epochs it was trained for") { value in
      if case .model(let model) = value { number(model.epochs) } else { nil }
    },
    Property(
      "variance", .number, "the part of its images' variance that the code of principal components holds",
      absence: "this model was not made by `pca`"
    ) { value in
      guard case .model(let model) = value, model.epochs == 0 else { return nil }
      return model.varianceShares?.last.map { .number($0) }
    },
  ]

  private static let log: [Property] =
    [
      Property(
        "training", .number, "the mean training loss of the last epoch",
        otherNames: ["loss", "losses", "error", "train_loss", "training_loss"],
        absence: "the log holds no finished epoch"
      ) { lastEpoch($0)?.trainingMean },
      Property(
        "validation", .number, "the mean validation loss of the last epoch",
        otherNames: ["loss", "losses", "error", "val_loss", "validation_loss"],
        absence: "the log holds no validation loss: give `validate=` to `train`", lacks: { $0.validates == false }
      ) { lastEpoch($0)?.validationMean },
      Property(
        "training_last", .number, "the training loss of the last batch of the last epoch",
        absence: "the log holds no finished epoch"
      ) { lastEpoch($0)?.trainingLast },
      Property(
        "validation_last", .number, "the validation loss of the last batch of the last epoch",
        absence: "the log holds no validation loss: give `validate=` to `train`", lacks: { $0.validates == false }
      ) { lastEpoch($0)?.validationLast },
      Property(
        "kept_epoch", .number, "the epoch whose weights the model kept",
        absence: "this training kept the last weights: give `keep=best` to `train`", isCommon: false
      ) { value in
        if case .log(let log) = value { number(log.keptEpoch) } else { nil }
      },
      Property("epochs", .number, "the number of finished epochs") { value in
        if case .log(let log) = value { number(log.epochs.count) } else { nil }
      },
      Property("steps", .number, "the number of batches trained on") { value in
        if case .log(let log) = value { number(log.batchLosses.count) } else { nil }
      },
      Property("seconds", .number, "the time spent on training steps, in seconds") { value in
        guard case .log(let log) = value else { return nil }
        return .number(log.epochs.reduce(0) { $0 + $1.trainingSeconds })
      },
    ] + measurements

  /// What else an epoch may have measured, by the names of the tables.
  private static let measurements: [Property] = {
    let metrics = MetricTable.table.declarations.map { metric in
      measurement(
        metric.name, metric.summary, "no \(metric.name) was measured: give `metrics=\(metric.name)` to `train`")
    }
    let terms = Measurements.termNames.flatMap { term in
      ["training", "validation"].map { split in
        measurement(
          "\(split)_\(term)", "the \(split) mean of the loss's term `\(term)`", "the loss has no term `\(term)`")
      }
    }
    let others = [
      measurement("rate", "the learning rate of the last step", "the rate stayed as it was: `schedule=` changes it"),
      measurement("beta", "the weight of the bottleneck's term at the last step", "the bottleneck has no term"),
    ]
    return metrics + terms + others
  }()

  private static func measurement(_ name: String, _ summary: String, _ absence: String) -> Property {
    Property(
      name, .number, "\(summary), of the last epoch", absence: absence, isCommon: false,
      lacks: { $0.measures.map { !$0.contains(name) } ?? false }
    ) { value in
      guard case .log(let log) = value, let measured = log.epochs.last?.measurements[name] else { return nil }
      return .number(measured)
    }
  }

  private static let evaluation: [Property] = [
    Property("loss", .number, "the mean loss over all images") { value in
      if case .evaluation(let evaluation) = value { .number(evaluation.loss) } else { nil }
    },
    Property("count", .number, "the number of images") { value in
      if case .evaluation(let evaluation) = value { number(evaluation.count) } else { nil }
    },
  ]

  private static let measures: [Property] =
    [
      Property("count", .number, "the number of images") { number($0.facts?.count) },
      ofOneMeasure("mean", "the mean over the images", Summary.mean),
      ofOneMeasure("median", "the number in the middle", Summary.median),
      Property(
        "values", .list, "the number of each image, in their order",
        absence: "these are several measures: name one before it, as in `(errors.mse.values)`",
        lacks: { ($0.measures?.count ?? 1) > 1 }
      ) { value in value.measures?.single.map { .list($0.values.map { .number($0) }) } },
      ofOneMeasure("deviation", "the standard deviation, of a sample", Summary.deviation),
    ]
    + MeasureTable.table.declarations.map { metric in
      Property(
        metric.name, .measures, "the measures by this alone: \(metric.summary)",
        absence: "\(metric.name) was not measured: give `by=\(metric.name)` to `measure`", isCommon: false,
        lacks: { $0.measures.map { !$0.contains(metric.name) } ?? false }
      ) { value in
        if case .foreseen(var facts) = value, facts.measures?.contains(metric.name) ?? false {
          facts.measures = [metric.name]
          return .foreseen(facts)
        }
        return value.measures?.by(metric.name).map { .measures($0) }
      }
    }

  /// A number of measures by one metric; of several, one has to be named first.
  private static func ofOneMeasure(
    _ name: String, _ summary: String, _ compute: @escaping @Sendable ([Double]) -> Double
  ) -> Property {
    Property(
      name, .number, summary,
      absence: "these are several measures: name one before it, as in `(errors.mse.\(name))`",
      lacks: { ($0.measures?.count ?? 1) > 1 }
    ) { value in
      value.measures?.single.map { .number(compute($0.values)) }
    }
  }

  private static let detection: [Property] = [
    ofDetection("area", "the area under the ROC, ties counting a half") { $0.curve.area },
    ofDetection("precision_area", "the area under precision and recall: the average precision") {
      $0.curve.averagePrecision
    },
    ofDetection("threshold", "where the line is drawn, in numbers of the measure") { $0.threshold },
    ofDetection("accuracy", "the share of all images that is taken as what it is") { $0.counts.accuracy },
    ofDetection("precision", "the share of what is taken as abnormal that is") { $0.counts.precision },
    ofDetection("recall", "the share of abnormal images that is found") { $0.counts.recall },
    ofDetection("f1", "the harmonic mean of precision and recall") { $0.counts.f1 },
    ofDetection("true_positives", "abnormal images that are found") { Double($0.counts.truePositives) },
    ofDetection("false_positives", "normal images taken as abnormal") { Double($0.counts.falsePositives) },
    ofDetection("true_negatives", "normal images taken as such") { Double($0.counts.trueNegatives) },
    ofDetection("false_negatives", "abnormal images that are overlooked") { Double($0.counts.falseNegatives) },
  ]

  private static func ofDetection(
    _ name: String, _ summary: String, _ compute: @escaping @Sendable (Detection) -> Double
  ) -> Property {
    Property(name, .number, summary) { value in value.detection.map { .number(compute($0)) } }
  }

  private static let family: [Property] = [
    Property("count", .number, "the number of members") { value in
      guard case .family(let family) = value, !family.isOpen else { return nil }
      return number(family.members.count)
    }
  ]

  private static let table: [Property] = [
    Property("count", .number, "the number of rows") { value in
      if case .table(let table) = value { number(table.count) } else { nil }
    }
  ]

  private static let list: [Property] = [
    Property("count", .number, "the number of elements") { value in
      if case .list(let values) = value { number(values.count) } else { nil }
    }
  ]

  private static let text: [Property] = [
    Property("count", .number, "the number of characters") { value in
      if case .text(let text) = value { number(text.count) } else { nil }
    }
  ]

  private static func number(_ count: Int?) -> Value? { count.map { .number(Double($0)) } }

  private static func lastEpoch(_ value: Value) -> LastEpoch? {
    guard case .log(let log) = value, let record = log.epochs.last else { return nil }
    return LastEpoch(
      trainingMean: .number(record.trainingMean), trainingLast: .number(record.trainingLast),
      validationMean: record.validationMean.map { .number($0) },
      validationLast: record.validationLast.map { .number($0) })
  }

  private struct LastEpoch {
    let trainingMean: Value?
    let trainingLast: Value?
    let validationMean: Value?
    let validationLast: Value?
  }
}
