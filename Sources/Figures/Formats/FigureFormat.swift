import Basics

/// A kind of file that figures are written as.
public enum FigureFormat: String, CaseIterable, Sendable {
  /// Pixels, at the figure's resolution.
  case png
  /// Lines and shapes for web pages, text as outlines.
  case svg
  /// Lines and shapes for print.
  case pdf
  /// Pixels that change with time, in at most 256 colours.
  case gif
  /// Pixels that change with time, in all colours.
  case apng

  /// The format that `path` ends with, in capitals or small letters.
  ///
  /// Throws `FigureError.unknownEnding` that lists the known ones.
  public init(path: String) throws(FigureError) {
    guard let ending = path.fileEnding, let format = FigureFormat(rawValue: ending) else {
      throw .unknownEnding(path: path)
    }
    self = format
  }
}
