import Basics
import Figures

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Figure {
  /// The figure in the formats that a client chooses from, as `display_data` holds them.
  /// - Parameters:
  ///   - words: What stands where there are no pictures.
  ///   - hasLines: Whether it is given as SVG too, which takes a client longer to show.
  ///   - isAnimation: Whether it moves; a PNG can, and an SVG cannot.
  func pictures(words: String, hasLines: Bool, isAnimation: Bool = false) throws -> JSONValue {
    let png = try render(isAnimation ? .apng : .png)
    var data: JSONValue = ["text/plain": .text(words), "image/png": .text(Data(png).base64EncodedString())]
    if hasLines, !isAnimation { data["image/svg+xml"] = .text(String(decoding: try render(.svg), as: UTF8.self)) }
    var metadata: JSONValue = [:]
    if let (width, height) = Self.pixels(ofPNG: png) {
      // A page has 96 pixels an inch, however many the picture has.
      let scale = 96 / size.resolution
      metadata["image/png"] = [
        "width": .integer(Int((Double(width) * scale).rounded())),
        "height": .integer(Int((Double(height) * scale).rounded())),
      ]
    }
    return ["data": data, "metadata": metadata]
  }

  /// The width and height that stand in a PNG's first chunk; nil where there is none.
  private static func pixels(ofPNG bytes: [UInt8]) -> (Int, Int)? {
    guard bytes.count >= 24 else { return nil }
    func number(at place: Int) -> Int { bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
    return (number(at: 16), number(at: 20))
  }
}
