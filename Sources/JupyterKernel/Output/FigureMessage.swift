import Basics
import ScriptRuntime

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FigureForms {
  /// The forms as `display_data` holds them.
  /// - Parameter words: What stands where there are no pictures.
  func message(words: String) -> JSONValue {
    var data: JSONValue = ["text/plain": .text(words), "image/png": .text(Data(png).base64EncodedString())]
    if let svg { data["image/svg+xml"] = .text(svg) }
    return [
      "data": data,
      "metadata": ["image/png": ["width": .integer(size.width), "height": .integer(size.height)]],
    ]
  }
}
