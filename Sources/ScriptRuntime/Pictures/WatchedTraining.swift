import Basics
import Datasets
import Options
import ScriptLanguage
import Training

/// The epochs of a log that are asked for: by number, or by a word.
enum EpochChoice: OptionReadable {
  case first
  case last
  case all
  case number(Int)

  /// The words.
  static let words = [
    OptionChoice("first", "the first epoch"), OptionChoice("last", "the last epoch"),
    OptionChoice("all", "every epoch"),
  ]

  init?(_ value: OptionValue) {
    switch value {
    case .text("first"): self = .first
    case .text("last"): self = .last
    case .text("all"): self = .all
    case .whole(let number): self = .number(number)
    default: return nil
    }
  }

  var optionValue: OptionValue {
    switch self {
    case .first: "first"
    case .last: "last"
    case .all: "all"
    case .number(let number): .whole(number)
    }
  }
}

/// The images that a training watched, and their reconstructions, in the order of the epochs.
struct WatchedTraining: Sendable {
  /// What a figure calls the training; nil where it is alone.
  let name: String?
  /// The images as the model saw them.
  let originals: Images
  /// The epochs that are asked for, each once.
  let asked: [EpochRecord]
  /// All epochs with their reconstructions.
  let epochs: [(number: Int, images: Images)]

  /// Throws where a log holds no reconstructions, or not of an epoch that is asked for.
  init(_ log: TrainingLog, named name: String?, epochs choices: [EpochChoice], _ call: Call) throws {
    guard let watched = log.watched else { throw Self.noReconstructions(call) }
    guard let first = log.epochs.first, let last = log.epochs.last else {
      throw call.error(at: ShowOptions.images, "this log holds no finished epoch")
    }
    var records: [EpochRecord] = []
    for choice in choices {
      switch choice {
      case .first: records.append(first)
      case .last: records.append(last)
      case .all: records += log.epochs
      case .number(let number):
        guard let record = log.epoch(number) else {
          throw call.error(
            at: ShowOptions.epochs,
            "the log holds no epoch \(number): "
              + (first.number == last.number
                ? "its only epoch is \(first.number)" : "its epochs are \(first.number) to \(last.number)"))
        }
        records.append(record)
      }
    }
    // The first and the last of a training of one epoch are the same.
    var seen: Set<Int> = []
    asked = records.filter { seen.insert($0.number).inserted }
    self.name = name
    originals = watched
    epochs = log.epochs.compactMap { record in record.reconstructions.map { (record.number, $0) } }
  }

  /// What is said of a log of a training that watched no images.
  static func noReconstructions(_ call: Call) -> Diagnostic {
    call.error(
      at: ShowOptions.images, "this log holds no reconstructions",
      expected: "a training with `watch=`, the images to redraw")
  }

  /// The reconstructions that are asked for, in the order in which they are.
  var reconstructions: [Reconstructions] {
    asked.compactMap { record in
      record.reconstructions.map { images in
        let epoch = "epoch \(record.number)"
        let caption = name.map { asked.count == 1 ? $0 : "\($0), \(epoch)" } ?? epoch
        return Reconstructions(name: caption, originals: originals, images: images)
      }
    }
  }

  /// The reconstructions of an epoch, under a caption; nil where there is no such epoch.
  func reconstructions(at number: Int, named caption: String = "") -> Reconstructions? {
    epochs.first { $0.number == number }.map { Reconstructions(name: caption, originals: originals, images: $0.images) }
  }
}
