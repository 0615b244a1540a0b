/// Which files are offered where one is read: those whose endings say that they are of the kind.
///
/// What is read is told by its first bytes, and so another file may be written out; it is only not offered.
enum ReadableFiles {
  private static let models = ["safetensors", "pt", "pth", "bin", "checkpoint"]
  private static let archives = ["gz", "tgz", "zip", "tar"]
  private static let arrays = ["npy", "npz"]
  private static let pictures = ["png", "jpg", "jpeg", "webp", "gif", "tif", "tiff", "bmp", "ppm", "pgm"]

  /// The endings of files for a command whose first argument is that word; nil for all files.
  static func endings(command: String, first word: String?) -> [String]? {
    switch (command, word) {
    case ("open", "codes"), ("load", "array"): arrays
    case ("open", _), ("resume", _): models
    case ("load", "images"): pictures + archives + ["csv"]
    case ("load", _): archives + ["bin", "mat"]
    case ("include", _): ["darkroom"]
    default: nil
    }
  }
}
