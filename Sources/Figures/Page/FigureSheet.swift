/// Several figures on one page, side by side and one below another, each with a letter.
public struct FigureSheet: Sendable {
  /// One of the figures.
  public struct Part: Sendable {
    let content: any FigureContent
    let span: Int
    let caption: String?

    /// A figure that takes up some of the page's columns, and what stands behind its letter; nil for the letter alone.
    public init(_ figure: Figure, span: Int = 1, caption: String? = nil) {
      (content, self.span, self.caption) = (figure.content, max(span, 1), caption)
    }
  }

  /// An axis that charts may share.
  public enum SharedAxis: Hashable, Sendable {
    /// The lower axis.
    case horizontal
    /// The axis on the left.
    case vertical
  }

  /// What stands above all of them; nil for nothing.
  public var title: String?
  /// The figures, in the order of their letters.
  let parts: [Part]
  let columns: Int

  /// A page of figures in so many columns; the charts of lines among them have the same ends on the axes that they share.
  ///
  /// Precondition: there is a column at least.
  public init(title: String? = nil, parts: [Part], columns: Int, sharing axes: Set<SharedAxis> = []) {
    precondition(columns > 0, "A page has a column.")
    self.title = title
    self.columns = columns
    var contents = parts.map(\.content)
    for axis in axes { Self.share(axis, contents: &contents) }
    self.parts = zip(parts, contents).map { Part(content: $1, span: min($0.span, columns), caption: $0.caption) }
  }

  /// The letter of the part at a place: `(a)`.
  package static func letter(_ place: Int) -> String {
    var (rest, letters) = (place, "")
    repeat {
      letters = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return "(\(letters))"
  }

  /// Gives those whose axis has one scale the same ends of it.
  private static func share(_ axis: SharedAxis, contents: inout [any FigureContent]) {
    let extents = contents.map { $0.extent(of: axis) }
    for scale in Set(extents.compactMap { $0?.scale }) {
      let ends = extents.compactMap { $0?.scale == scale ? $0?.ends : nil }
      guard let low = ends.map(\.lowerBound).min(), let high = ends.map(\.upperBound).max() else { continue }
      for place in contents.indices where extents[place]?.scale == scale {
        contents[place] = contents[place].with(low...high, of: axis)
      }
    }
  }
}

extension FigureSheet.Part {
  fileprivate init(content: any FigureContent, span: Int, caption: String?) {
    (self.content, self.span, self.caption) = (content, span, caption)
  }

  /// The same without its legend.
  var withoutLegend: FigureSheet.Part {
    FigureSheet.Part(content: content.withoutLegend, span: span, caption: caption)
  }
}

extension Figure {
  /// A page of several figures, 8.5 inches wide, or 7 with one column, where `size` leaves that open.
  public init(_ sheet: FigureSheet, size: FigureSize = .automatic) {
    self.init(content: sheet, size: size)
  }
}
