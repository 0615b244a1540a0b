import Basics
import Datasets

/// What this program is.
enum Version {
  /// The version's number; CHANGELOG.md says what is in it.
  static let number = "0.1.0"
  /// The name and the number.
  static let short = "Darkroom \(number)"

  /// The version, the processor, and what the build contains.
  static var text: String {
    """
    \(short)
    processor: \(Processor.name), \(countText(Surroundings().processors, "thread"))
    figures: PNG, SVG, PDF, GIF, APNG
    images: \(PictureFormats.read.joined(separator: ", "))
    Jupyter: \(Build.hasJupyter ? "yes" : "no"), \
    HTML reports: \(Build.hasHTMLReports ? "yes" : "no")
    """
  }
}

/// What this build of the program contains; each part comes with a package trait.
enum Build {
  #if Jupyter
    /// Whether the program is a kernel for Jupyter.
    static let hasJupyter = true
  #else
    static let hasJupyter = false
  #endif
  #if HTMLReports
    /// Whether reports can be written as HTML.
    static let hasHTMLReports = true
  #else
    static let hasHTMLReports = false
  #endif
}
