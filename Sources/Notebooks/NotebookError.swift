/// What is wrong with a notebook file, or with what was asked of one.
public enum NotebookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is no JSON.
  case notJSON(file: String, reason: String)
  /// The file is JSON, but not as a notebook is written; `place` is such as `cells[3].source`.
  case malformed(file: String, place: String, found: String, expected: String)
  /// A name ends in nothing that a notebook is known by.
  case unknownFormat(path: String)
  /// This build was made without cmark-gfm.
  case withoutHTMLReports

  /// The error in words.
  public var description: String {
    switch self {
    case .notJSON(let file, let reason):
      "\(file): found no JSON, expected a notebook as Jupyter writes it: \(reason)"
    case .malformed(let file, let place, let found, let expected):
      "\(file): \(place): found \(found), expected \(expected)"
    case .unknownFormat(let path):
      "\(path): found no ending that says what format it is in, expected .darkroom or .ipynb"
    case .withoutHTMLReports:
      "this build has no HTML reports; `make build` or `swift build --traits HTMLReports` brings them"
    }
  }
}
