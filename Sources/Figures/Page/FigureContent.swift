package import Basics

/// What a figure shows: it says how much room it needs, and draws itself on paper of the theme's colour.
package protocol FigureContent: Sendable {
  /// What stands above the figure; nil for nothing.
  var title: String? { get }
  /// What there is to see, in a sentence for readers who cannot see it.
  var summary: String { get }
  /// The page in points, given the size that was asked for; `measuring` measures texts.
  func pageSize(for size: FigureSize, measuring: any Canvas) throws(FigureError) -> Size
  /// Draws everything but the paper, laid out for the size that was asked for.
  func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError)
  /// The same made of characters; nil for what is shown as a picture alone.
  func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage?
  /// Whether it fills whatever height it is given.
  var isStretchable: Bool { get }
  /// What stands in its legend, in the colours of a theme; nothing where it has none, or one that is its own affair.
  func legend(in theme: Theme) -> [Legend.Entry]
  /// The same without its legend.
  var withoutLegend: any FigureContent { get }
  /// The scale and the ends of an axis that it can share with others; nil where it has no such axis.
  func extent(of axis: FigureSheet.SharedAxis) -> AxisExtent?
  /// The same with other ends of such an axis.
  func with(_ ends: ClosedRange<Double>, of axis: FigureSheet.SharedAxis) -> any FigureContent
}

/// The scale of an axis, and the numbers at its ends.
package struct AxisExtent: Hashable, Sendable {
  package let scale: Axis.Scale
  package let ends: ClosedRange<Double>
}

extension FigureContent {
  package func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage? { nil }
  package var isStretchable: Bool { false }
  package func legend(in theme: Theme) -> [Legend.Entry] { [] }
  package var withoutLegend: any FigureContent { self }
  package func extent(of axis: FigureSheet.SharedAxis) -> AxisExtent? { nil }
  package func with(_ ends: ClosedRange<Double>, of axis: FigureSheet.SharedAxis) -> any FigureContent { self }
}
