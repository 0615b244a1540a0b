import Basics

/// The files that figures are written as, read again for what they tell of the figure.
public enum FigureFile {
  /// What is wrong with a file, or missing in it.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file begins as none of the formats does.
    case unknownFormat(found: String)
    /// The file breaks off, or says what cannot be.
    case damaged(format: String, offset: Int, expected: String)
    /// The file is whole, and was not written by Darkroom.
    case tellsNothing(format: String)

    /// The problem in words.
    public var description: String {
      switch self {
      case .unknownFormat(let found): "expected a figure as PNG, SVG, PDF or GIF, and this is \(found)"
      case .damaged(let format, let offset, let expected):
        "the \(format) is damaged at byte \(offset): expected \(expected)"
      case .tellsNothing(let format): "the \(format) tells nothing of what made it: it is no figure of Darkroom's"
      }
    }
  }

  /// What the bytes of a PNG, animated PNG, SVG, PDF or GIF tell, or of the page of an explorer.
  public static func metadata(of bytes: [UInt8]) throws(Problem) -> FigureMetadata {
    let (format, json) = try found(in: bytes)
    guard let json, let metadata = FigureMetadata(json: json) else { throw .tellsNothing(format: format) }
    return metadata
  }

  private static func found(in bytes: [UInt8]) throws(Problem) -> (format: String, json: [UInt8]?) {
    if bytes.starts(with: PNGChunk.signature) { return ("PNG", try PNGText.json(in: bytes)) }
    if bytes.starts(with: Array("%PDF-".utf8)) { return ("PDF", try PDFInformation.json(in: bytes)) }
    if bytes.starts(with: Array("GIF8".utf8)) { return ("GIF", try GIFComment.json(in: bytes)) }
    let text = bytes.drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    if text.starts(with: Array("<?xml".utf8)) || text.starts(with: Array("<svg".utf8)) {
      return ("SVG", SVGMetadata.json(in: bytes))
    }
    if text.starts(with: Array("<!DOCTYPE html>".utf8)) { return ("HTML", HTMLMetadata.json(in: bytes)) }
    throw .unknownFormat(found: FileKind.described(bytes))
  }
}
