import Basics

/// The formats that notebooks are written in.
public enum NotebookFormat: String, Hashable, Sendable, CaseIterable {
  /// A script whose cells are parted by `# %%`.
  case percent = ".darkroom"
  /// Jupyter's JSON.
  case ipynb = ".ipynb"

  /// The format that a file's name ends in.
  /// - Throws: ``NotebookError/unknownFormat(path:)``
  public init(path: String) throws(NotebookError) {
    let name = path.fileName
    guard let format = Self.allCases.first(where: { name.hasSuffix($0.rawValue) && name != $0.rawValue }) else {
      throw .unknownFormat(path: path)
    }
    self = format
  }
}
