public import Datasets
public import Figures
public import NeuralNetworks
public import Options
public import Training

/// A value of the script language; what is large lies apart, so that a list of a million numbers stays small.
public enum Value {
  /// Nothing.
  case none
  /// A number.
  case number(Double)
  /// A piece of text.
  case text(String)
  /// True or false.
  case boolean(Bool)
  /// Several values in order.
  case list([Value])
  /// All whole numbers between two, both counted; downwards where the first is the larger.
  case range(first: Int, last: Int)
  /// The sides of a shape, such as 3, 32, 32.
  case shape([Int])
  /// A data set.
  indirect case data(ImageSet)
  /// Images as numbers.
  indirect case images(Images)
  /// Codes.
  indirect case codes(Codes)
  /// A network's description.
  indirect case network(NetworkDescription)
  /// An autoencoder; a reference.
  case model(Autoencoder)
  /// What a training leaves behind.
  indirect case log(TrainingLog)
  /// What `evaluate` measured.
  indirect case evaluation(Evaluation)
  /// What was measured of each of some images.
  indirect case measures(Measures)
  /// How well measures tell abnormal images from normal ones.
  indirect case detection(Detection)
  /// A figure.
  indirect case figure(Figure)
  /// A table.
  indirect case table(Table)
  /// Values by index.
  indirect case family(Family)
  /// What the checker knows of a value that only the run makes; it never occurs while a script runs.
  indirect case foreseen(Foreseen)

  /// The value's type.
  public var type: ValueType {
    switch self {
    case .none: .none
    case .number: .number
    case .text: .text
    case .boolean: .boolean
    case .list: .list
    case .range: .range
    case .shape: .shape
    case .data: .data
    case .images: .images
    case .codes: .codes
    case .network: .network
    case .model: .model
    case .log: .log
    case .evaluation: .evaluation
    case .measures: .measures
    case .detection: .detection
    case .figure: .figure
    case .table: .table
    case .family: .family
    case .foreseen(let foreseen): foreseen.type
    }
  }

  /// Whether the run alone can say what it is.
  var isForeseen: Bool {
    switch self {
    case .foreseen: true
    case .list(let values): values.contains(where: \.isForeseen)
    case .family(let family): family.isOpen || family.members.values.contains(where: \.isForeseen)
    default: false
    }
  }

  /// The elements of a list or range; any other value on its own.
  var expanded: [Value] {
    switch self {
    case .list(let values): values.flatMap(\.expanded)
    case .range(let first, let last):
      first <= last
        ? (first...last).map { .number(Double($0)) }
        : (last...first).reversed().map { .number(Double($0)) }
    default: [self]
    }
  }

  /// A value of which only the type is known.
  static func foreseen(_ type: ValueType) -> Value { .foreseen(Foreseen(type)) }
}

/// What the checker knows of a value before the script runs.
public struct Foreseen {
  /// The value's type; `anything` where not even that is known.
  public var type: ValueType
  /// The number of images or codes, where it is known.
  public var count: Int?
  /// The shape of an image in a data set or of images, where it is known.
  public var imageShape: ImageShape?
  /// The names of the classes of a data set or of images, where they are known; empty where there are none.
  public var classNames: [String]?
  /// Whether images lie class by class, where it is known before the run.
  public var isSortedByClass: Bool?
  /// The length of a code, where it is known.
  public var latent: Int?
  /// Which model it is, for trainings that build on one another.
  var identity: Int?
  /// A model's networks and what stands between them, where they are known.
  public var model: AutoencoderDescription?
  /// Whether a log will hold validation losses, where it is known.
  public var validates: Bool?
  /// The properties that a log or measures will have and not all of them have, by name, where all of them are known.
  var measures: Set<String>?
  /// Whether a log will hold watched images, where it is known.
  public var watches: Bool?
  /// The names that a table's columns may have, where they are known.
  var columns: Set<String>?

  /// Knows nothing but the type.
  public init(_ type: ValueType) { self.type = type }
}
