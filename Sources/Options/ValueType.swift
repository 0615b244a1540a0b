/// What kind of thing a value is, as people read it in errors, help and completion.
public enum ValueType: String, Hashable, Sendable, CaseIterable {
  /// Nothing: what a command that only acts gives.
  case none
  /// A number; whole numbers are numbers too.
  case number
  /// A piece of text.
  case text
  /// True or false.
  case boolean
  /// Several values in order.
  case list
  /// All whole numbers from one to another.
  case range
  /// A shape such as 3x32x32.
  case shape
  /// A data set of images with labels.
  case data
  /// Images as numbers, such as reconstructions.
  case images
  /// Codes, one row an image.
  case codes
  /// A network's description: its input shape and its layers.
  case network
  /// An autoencoder, with its weights.
  case model
  /// What a training leaves behind.
  case log
  /// What `evaluate` measured.
  case evaluation
  /// What `measure` measured of each image.
  case measures
  /// How well measures tell abnormal images from normal ones.
  case detection
  /// A drawn figure.
  case figure
  /// Columns of numbers and texts.
  case table
  /// Values told apart by an index, such as `model[200]` and `model[1000]`.
  case family
  /// Anything: what the checker says where only the run can know.
  case anything

  /// The type's name in a sentence, with its article: "a number", "images".
  public var described: String {
    switch self {
    case .none: "nothing"
    case .images, .codes, .measures: rawValue
    case .data: "a data set"
    case .evaluation: "an evaluation"
    case .boolean: "true or false"
    case .text: "text"
    case .anything: "any value"
    case .network: "a network"
    default: "a \(rawValue)"
    }
  }

  /// Several of the type: "numbers", "data sets".
  public var plural: String {
    switch self {
    case .images, .codes, .measures, .text: rawValue
    case .data: "data sets"
    case .family: "families"
    case .boolean: "booleans"
    case .none, .anything: "values"
    default: rawValue + "s"
    }
  }
}
