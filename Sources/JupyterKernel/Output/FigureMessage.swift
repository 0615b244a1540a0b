import Basics
import Figures
import ScriptRuntime

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A figure as `display_data` holds it.
///
/// It has the same forms whenever it is drawn, so that it stays as it is where it is updated: a piece of a page, a PNG for
/// what shows no pages, a PDF for what is typeset, and words.
struct FigureMessage {
  private let forms: FigureForms
  private let pdf: [UInt8]
  private let words: String

  /// Draws a figure.
  /// - Parameter words: What it shows, in words.
  init(_ figure: Figure, words: String, isAnimation: Bool = false) throws {
    forms = try FigureForms(figure, isAnimation: isAnimation, drawsDarkly: true)
    pdf = try figure.render(.pdf)
    self.words = words
  }

  /// The message's content.
  /// - Parameters:
  ///   - text: What stands where there are no pictures.
  ///   - line: What stands above the figure.
  func content(text: String, under line: String? = nil) -> JSONValue {
    [
      "data": [
        "text/plain": .text(text), "text/html": .text(forms.html(words: words, under: line)),
        "image/png": .text(Data(forms.png).base64EncodedString()),
        "application/pdf": .text(Data(pdf).base64EncodedString()),
      ],
      "metadata": [
        "image/png": [
          "width": .integer(forms.size.width), "height": .integer(forms.size.height), "alt": .text(words),
        ]
      ],
    ]
  }
}
