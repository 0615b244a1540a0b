import Basics
import Datasets
import NeuralNetworks
import Training

/// Images as a command takes them: a data set, or images as numbers.
enum ImageCollection {
  case set(ImageSet)
  case numbers(Images)

  /// The images of a value; nil where it is none.
  init?(_ value: Value) {
    switch value {
    case .data(let set): self = .set(set)
    case .images(let images): self = .numbers(images)
    default: return nil
    }
  }

  /// The images as training takes them.
  var source: any BatchSource {
    switch self {
    case .set(let set): set
    case .numbers(let images): images
    }
  }

  /// The size of each.
  var shape: ImageShape {
    switch self {
    case .set(let set): set.shape
    case .numbers(let images): images.shape
    }
  }

  /// How many there are.
  var count: Int { source.count }

  /// The first ones as numbers, at most so many; throws where it is stopped.
  func first(_ limit: Int, unless stop: StopFlag) throws(Interrupted) -> Images {
    switch self {
    case .set(let set): try set.taking(limit).normalised(unless: stop)
    case .numbers(let images): limit < images.count ? images[0..<limit] : images
    }
  }

  /// All of them as numbers; throws where it is stopped.
  func numbers(unless stop: StopFlag) throws(Interrupted) -> Images { try first(count, unless: stop) }

  /// Those at some places, in that order; throws where there is no such place, and where it is stopped.
  func picking(_ places: [Int], unless stop: StopFlag) throws -> Value {
    switch self {
    case .set(let set): .data(try set.picking(places))
    case .numbers(let images): .images(try images.picking(places, unless: stop))
    }
  }

  /// The label of each, where they have any.
  var labels: [Int]? {
    switch self {
    case .set(let set): set.labels
    case .numbers(let images): images.labels
    }
  }

  /// The names that labels stand for.
  var classNames: [String] {
    switch self {
    case .set(let set): set.classNames
    case .numbers(let images): images.classNames
    }
  }
}

extension Value {
  /// The model that it is; nil for any other value.
  var model: Autoencoder? { if case .model(let model) = self { model } else { nil } }
  /// The codes that it is; nil for any other value.
  var codes: Codes? { if case .codes(let codes) = self { codes } else { nil } }
  /// The data set that it is; nil for any other value.
  var imageSet: ImageSet? { if case .data(let set) = self { set } else { nil } }
  /// The network that it is; nil for any other value.
  var network: NetworkDescription? { if case .network(let network) = self { network } else { nil } }
  /// The log that it is; nil for any other value.
  var log: TrainingLog? { if case .log(let log) = self { log } else { nil } }
  /// The number that it is; nil for any other value.
  var number: Double? { if case .number(let number) = self { number } else { nil } }
}
