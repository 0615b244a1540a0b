public import Options

/// The part of a data set that is loaded.
public enum DatasetSplit: String, OptionWord {
  /// What models learn.
  case training
  /// What they are measured on.
  case validation

  /// What a part is for.
  public var summary: String {
    switch self {
    case .training: "the images that models learn"
    case .validation: "the images that they are measured on"
    }
  }

  /// The part by its word.
  static func key(_ summary: String) -> OptionKey<DatasetSplit> {
    OptionKey("split", .choice(of: DatasetSplit.self), default: "training", summary)
  }
}
