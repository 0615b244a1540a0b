import Figures
import JSONValues

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
  func pictures(words: String, hasLines: Bool) throws -> JSONValue {
    var data: JSONValue = ["text/plain": .text(words)]
    data["image/png"] = .text(Data(try render(.png)).base64EncodedString())
    if hasLines { data["image/svg+xml"] = .text(String(decoding: try render(.svg), as: UTF8.self)) }
    return data
  }
}
