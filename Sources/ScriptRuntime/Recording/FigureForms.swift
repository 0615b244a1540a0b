import Basics
public import Figures

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A figure in the forms from which a notebook's reader chooses.
public struct FigureForms: Sendable {
  /// The figure as a PNG file, which moves where the figure does.
  public let png: [UInt8]
  /// The figure as an SVG file; nil where it moves.
  public let svg: String?
  /// The size on a page, in pixels of which an inch has 96, however many the picture has.
  public let size: (width: Int, height: Int)
  /// The figure on a dark page, as a piece of it has it; nil where it is not drawn in the light theme, or is not asked for.
  private let dark: String?

  /// Draws a figure.
  /// - Parameters:
  ///   - isAnimation: Whether it moves; a PNG can, and an SVG cannot.
  ///   - drawsDarkly: Whether it is drawn for dark pages too.
  public init(_ figure: Figure, isAnimation: Bool, drawsDarkly: Bool = false) throws {
    png = try figure.render(isAnimation ? .apng : .png)
    svg = isAnimation ? nil : String(decoding: try figure.render(.svg), as: UTF8.self)
    dark = try (drawsDarkly ? figure.inTheDark : nil).map { figure in
      isAnimation
        ? Self.source(try figure.render(.apng), "png") : Self.source(try figure.render(.svg), "svg+xml")
    }
    let scale = 96 / figure.size.resolution
    // The width and the height stand in a PNG's first chunk.
    size = (Self.pixels(at: 16, in: png, scale), Self.pixels(at: 20, in: png, scale))
  }

  private static func pixels(at place: Int, in png: [UInt8], _ scale: Double) -> Int {
    Int((Double(png[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }) * scale).rounded())
  }

  /// The figure as a piece of a page: as wide as it is drawn, or as the page where that is narrower; light or dark as the
  /// page is, and light where the page's styles are taken away.
  ///
  /// Pictures are `img` elements with their data in them: their names are their own, so that two figures on one page do
  /// not meet, a page that trusts nobody shows them too, and each has words for those who do not see it.
  /// - Parameters:
  ///   - words: What the figure shows, in words.
  ///   - line: What stands above it.
  public func html(words: String, under line: String? = nil) -> String {
    let light = svg.map { Self.source($0.utf8, "svg+xml") } ?? Self.source(png, "png")
    var page = ""
    if dark != nil { page += "<style>\(Self.style)</style>" }
    if let line { page += "<div style=\"font-family: var(--jp-code-font-family, monospace)\">\(line.inMarkup)</div>" }
    page += "<div style=\"overflow-x: auto\">"
    page += picture(light, words, class: dark == nil ? "darkroom-figure" : "darkroom-figure darkroom-light")
    if let dark {
      // Without a width it is not seen, even where `hidden` is taken away, as on pages that trust nobody.
      page += picture(dark, words, class: "darkroom-figure darkroom-dark", " hidden=\"hidden\"", widest: "0px")
    }
    return page + "</div>"
  }

  private func picture(
    _ source: String, _ words: String, class name: String, _ attribute: String = "", widest: String = "100%"
  ) -> String {
    "<img class=\"\(name)\"\(attribute) alt=\"\(words.inMarkup)\" width=\"\(size.width)\" height=\"\(size.height)\" "
      + "style=\"max-width: \(widest); height: auto\" src=\"\(source)\">"
  }

  private static func source(_ bytes: some Sequence<UInt8>, _ type: String) -> String {
    "data:image/\(type);base64,\(Data(bytes).base64EncodedString())"
  }

  /// The page's own theme decides where it has one, as JupyterLab's pages do, and else what the reader prefers. On a page as
  /// narrow as a phone's a figure is wider than the page, and scrolls, so that its words can be read.
  private static let style =
    "@media (prefers-color-scheme: dark) {"
    + " img.darkroom-light { display: none } img.darkroom-dark { display: inline !important; \(width) } }"
    + " img.darkroom-light { \(width) }"
    + " [data-jp-theme-light=\"true\"] img.darkroom-light, [data-jp-theme-light=\"false\"] img.darkroom-dark"
    + " { display: inline !important; \(width) }"
    + " [data-jp-theme-light=\"true\"] img.darkroom-dark, [data-jp-theme-light=\"false\"] img.darkroom-light"
    + " { display: none !important }"
  private static let width = "max-width: max(100%, 480px) !important"
}
