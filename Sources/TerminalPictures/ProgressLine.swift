/// A line that says how far something is: what it is, a bar, what was measured, a curve of it, the time that is left.
public struct ProgressLine {
  private let head, left: String
  private let tail: String
  private let part, whole: Int
  private let curve: [Double]

  /// The bar is no longer than so many columns, and the curve neither.
  private static let longestBar = 40, longestCurve = 24
  /// Shorter than this, bar and curve say nothing.
  private static let shortestBar = 5, shortestCurve = 6
  /// What the curve leaves to the bar.
  private static let barBesideCurve = 13

  /// A line of its texts, where `part` of `whole` is done.
  public init(head: String, part: Int, of whole: Int, tail: String, curve: [Double] = [], left: String = "") {
    (self.head, self.tail, self.left, self.curve) = (head, tail, left, curve)
    (self.part, self.whole) = (min(max(part, 0), max(whole, 1)), max(whole, 1))
  }

  /// The line in so many columns: where the bar has no room, its texts as far as they go.
  public func text(columns: Int) -> String {
    let room = columns - head.count - tail.count - left.count
    guard room >= Self.shortestBar else { return String((head + tail + left).prefix(max(0, columns))) }
    // The bar comes first; the curve gets what is left of a wide window.
    var tail = self.tail
    let wide = min(Self.longestCurve, room - Self.barBesideCurve)
    if wide >= Self.shortestCurve { tail += " " + Sparkline.text(of: curve, columns: wide, isLogarithmic: true) }
    let width = min(Self.longestBar, columns - head.count - tail.count - left.count)
    let done = width * part / whole
    return head + String(repeating: "━", count: done) + String(repeating: "─", count: width - done) + tail + left
  }
}
