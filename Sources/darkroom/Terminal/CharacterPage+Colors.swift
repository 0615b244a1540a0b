import Figures

extension CharacterPage {
  /// The page as a terminal is given it, in its own sixteen colours, which its user chose to be read on its background.
  func text(inColors: Bool) -> String {
    guard inColors else { return text }
    return rows.map { row in
      row.map { run in run.ink.code.map { "\u{1B}[\($0)m\(run.text)\u{1B}[0m" } ?? run.text }.joined() + "\n"
    }.joined()
  }
}

extension CharacterPage.Ink {
  /// The colours of series: the bright blue, since the other is too dark on black, then as in figures.
  private static let series = ["94", "31", "32", "35", "33", "36", "39", "91", "95", "90"]

  /// The code for the ink; nil for the terminal's own.
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .quiet: "2"
    case .series(let index): Self.series[(index % Self.series.count + Self.series.count) % Self.series.count]
    }
  }
}
