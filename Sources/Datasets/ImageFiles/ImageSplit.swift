import Options

/// A part of a folder of images that has a folder for each.
enum ImageSplit: String, OptionWord {
  case training, validation, test

  var summary: String {
    switch self {
    case .training: "what lies in `train` or `training`"
    case .validation: "what lies in `validation`, `valid` or `val`; `test` where there is none of them"
    case .test: "what lies in `test`"
    }
  }

  /// The part that a folder is by its name; nil where it is none.
  init?(folder: String) {
    switch folder.lowercased() {
    case "train", "training": self = .training
    case "val", "valid", "validation", "dev": self = .validation
    case "test", "testing": self = .test
    default: return nil
    }
  }
}
