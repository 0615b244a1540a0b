import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The form of a figure that a report shows.
struct ReportPicture: Hashable {
  /// Its MIME type.
  let type: String
  /// What a file of it holds.
  let bytes: [UInt8]
  /// What it shows, for those who do not see it.
  let alternative: String

  /// Above this an SVG makes a page slow, and the pixels are taken where there are some.
  static let hugeDrawing = 1_000_000
  private static let pixelTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"]

  /// Picks a form; nil where none is a picture.
  init?(_ bundle: MIMEBundle, alternative: String) {
    self.alternative = alternative
    let drawing = bundle["image/svg+xml"]?.text.map { Array($0.utf8) }
    if let drawing, drawing.count <= Self.hugeDrawing {
      (type, bytes) = ("image/svg+xml", drawing)
      return
    }
    for type in Self.pixelTypes {
      guard let bytes = bundle[type]?.pictureBytes, !bytes.isEmpty else { continue }
      (self.type, self.bytes) = (type, bytes)
      return
    }
    guard let drawing else { return nil }
    (type, bytes) = ("image/svg+xml", drawing)
  }

  /// The MIME type that a picture file's name ends in; nil for what is none.
  static func type(ofFile path: String) -> String? {
    switch path.fileEnding {
    case "svg": "image/svg+xml"
    case "jpg", "jpeg": "image/jpeg"
    case let ending? where pixelTypes.contains("image/\(ending)"): "image/\(ending)"
    default: nil
    }
  }

  /// How a file's name ends.
  var fileEnding: String {
    switch type {
    case "image/svg+xml": "svg"
    case "image/jpeg": "jpg"
    default: String(type.dropFirst("image/".count))
    }
  }

  /// The picture as a part of a page.
  var dataURI: String { dataURI(of: bytes) }

  /// Other bytes of the same type as a part of a page.
  func dataURI(of bytes: [UInt8]) -> String { "data:\(type);base64,\(Data(bytes).base64EncodedString())" }
}

extension CellOutput {
  /// The outputs as they are shown: what one stream said piece by piece is in one.
  static func joined(_ outputs: [CellOutput]) -> [CellOutput] {
    var joined: [CellOutput] = []
    for output in outputs {
      if case .stream(let name, let text) = output, case .stream(name, let before) = joined.last {
        joined[joined.count - 1] = .stream(name: name, text: before + text)
      } else {
        joined.append(output)
      }
    }
    return joined
  }
}

extension Cell {
  /// What a figure among the cell's outputs shows, in words: its own, or those of the cell.
  func alternative(for bundle: MIMEBundle, number: Int) -> String {
    let own =
      bundle["text/plain"]?.text.map { $0.split(whereSeparator: \.isNewline).first.map(String.init) ?? "" } ?? ""
    if !own.isEmpty { return own }
    return title.isEmpty ? "Figure \(number)" : title
  }
}
