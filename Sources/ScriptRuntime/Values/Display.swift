import Basics
import Datasets
import NeuralNetworks
import Training

extension Value {
  /// The value in lines, as a session displays it; nil for what there is nothing to say of.
  public var displayText: String? {
    switch self {
    case .none, .figure, .foreseen: nil
    case .number, .text, .boolean, .list, .range, .shape: shownText
    case .data(let set): Self.describe(set)
    case .images(let images): "\(countText(images.count, "image")) of \(images.shape)"
    case .codes(let codes): "\(countText(codes.count, "code")) of \(countText(codes.latent, "number"))"
    case .network(let network): NetworkText.table(of: network)
    case .model(let model): NetworkText.line(of: model)
    case .log(let log): LogText.table(of: log)
    case .evaluation(let evaluation):
      "\(evaluation.lossName) \(significant(evaluation.loss, digits: 4)) over \(countText(evaluation.count, "image"))"
    case .table(let table): table.text
    case .measures(let measures): measures.table
    case .detection(let detection): detection.table
    case .family(let family):
      family.members.map { index, member in
        let text = member.displayText ?? ""
        return text.contains("\n") ? "[\(index)]\n\(text)" : "[\(index)]  \(text)"
      }.joined(separator: "\n")
    }
  }

  /// The value in lines as ``displayText`` gives it; throws where it is stopped.
  func displayText(unless stop: StopFlag) throws(Interrupted) -> String? {
    guard case .family(let family) = self else {
      if case .list = self { return try shownText(unless: stop) }
      return displayText
    }
    var lines: [String] = []
    for (index, member) in family.members {
      try stop.check()
      let text = try member.displayText(unless: stop) ?? ""
      lines.append(text.contains("\n") ? "[\(index)]\n\(text)" : "[\(index)]  \(text)")
    }
    return lines.joined(separator: "\n")
  }

  /// The value as ``shownText`` gives it; throws where it is stopped.
  func shownText(unless stop: StopFlag) throws(Interrupted) -> String {
    guard case .list(let values) = self else { return shownText }
    var text = ""
    for (place, value) in values.enumerated() {
      try stop.check()
      if place > 0 { text += "," }
      text += try value.shownText(unless: stop)
    }
    return text
  }

  /// The value as people read it, alone or inside a text: numbers that were measured or computed in four digits.
  var shownText: String {
    switch self {
    case .number(let number): readableText(number)
    case .list(let values): values.map(\.shownText).joined(separator: ",")
    default: inText
    }
  }

  /// The value as a script would write it.
  var inText: String {
    switch self {
    case .number(let number): numberText(number)
    case .text(let text): text
    case .boolean(let flag): flag ? "yes" : "no"
    case .list(let values): values.map(\.inText).joined(separator: ",")
    case .range(let first, let last): "\(first)..\(last)"
    case .shape(let sides): sides.map(String.init).joined(separator: "x")
    default: displayText ?? ""
    }
  }

  private static func describe(_ set: ImageSet) -> String {
    var text = set.name
    if let split = set.split { text += ", \(split)" }
    text += ": \(countText(set.count, "image")) of \(set.shape)"
    guard !set.classNames.isEmpty else { return text }
    let shown = set.classNames.prefix(10).joined(separator: ", ")
    return text + ", \(countText(set.classNames.count, "class", plural: "classes")): " + shown
      + (set.classNames.count > 10 ? ", …" : "")
  }
}

/// A training log as text.
enum LogText {
  /// A line an epoch: whatever was measured, the mean losses and those of the last batch first, which the article prints.
  static func table(of log: TrainingLog) -> String {
    let names = log.measured
    let header = ["epoch"] + names.map(Measurements.label) + ["images/s"]
    var rows = [header]
    for record in log.epochs {
      let speed = Double(log.imagesPerEpoch) / max(record.trainingSeconds, 1e-9)
      rows.append(
        [String(record.number)] + names.map { record.measurements[$0].map { measureText($0, decimals: 5) } ?? "" }
          + [speed < 1e7 ? countText(Int(speed.rounded())) : ""])
    }
    var text = log.epochs.isEmpty ? "no finished epoch" : Basics.table(rows, right: Set(0..<header.count))
    if let kept = log.keptEpoch { text += "\nthe model has the weights of epoch \(kept)" }
    switch log.outcome {
    case .finished: break
    case .lostPatience: text += "\nended early: the loss had not become smaller"
    case .stopped: text += "\nstopped after \(countText(log.batchLosses.count, "batch", plural: "batches"))"
    case .diverged: text += "\n\(log.divergenceText): try a smaller `lr`"
    }
    return text
  }
}
