/// How large pictures are shown.
enum PictureSize {
  /// Pixels of the longest side that is drawn, whatever a terminal says of its cells.
  private static let longestSide = 4096.0

  /// The size in half cells' pixels: a column wide and half a row high.
  ///
  /// What grows does so in whole multiples, as long as a half cell is about square.
  static func blocks(
    of picture: Picture, on screen: TerminalScreen, columns: Int?
  ) -> (width: Int, height: Int) {
    // How much higher than wide a half cell is.
    let aspect = screen.aspect / 2
    let isSquare = abs(aspect - 1) <= 0.15
    let stretch = isSquare ? 1 : aspect
    var scale = Double(columns.map { max(1, $0) } ?? screen.columns) / Double(picture.width)
    if columns == nil {
      scale = min(scale, Double(2 * screen.pictureRows) * stretch / Double(picture.height))
    }
    scale = min(scale, longestSide / Double(picture.width), longestSide * stretch / Double(picture.height))
    if isSquare, scale >= 1 { scale.round(.down) }
    return (
      width: max(1, Int((Double(picture.width) * scale).rounded())),
      height: max(1, Int((Double(picture.height) * scale / stretch).rounded()))
    )
  }

  /// The size in the terminal's pixels, which is the picture's own where that fits and nothing else is asked for.
  static func pixels(
    of picture: Picture, on screen: TerminalScreen, columns: Int?
  ) -> (width: Int, height: Int) {
    let cell = screen.pixels
    var scale: Double
    if let columns {
      scale = min(
        Double(max(1, columns) * cell.width) / Double(picture.width), longestSide / Double(picture.width),
        longestSide / Double(picture.height))
      if scale >= 1 { scale.round(.down) }
    } else {
      scale = min(
        1, Double(screen.columns * cell.width) / Double(picture.width),
        Double(screen.pictureRows * cell.height) / Double(picture.height), longestSide / Double(picture.width),
        longestSide / Double(picture.height))
    }
    return (
      width: max(1, Int((Double(picture.width) * scale).rounded())),
      height: max(1, Int((Double(picture.height) * scale).rounded()))
    )
  }

  /// The size in whole cells.
  static func cells(
    of picture: Picture, on screen: TerminalScreen, columns: Int?
  ) -> (columns: Int, rows: Int) {
    let cell = screen.pixels
    let size = pixels(of: picture, on: screen, columns: nil)
    let width = columns.map { max(1, $0) } ?? max(1, (size.width + cell.width - 1) / cell.width)
    let height = Double(width) * Double(picture.height) / (Double(picture.width) * screen.aspect)
    return (columns: width, rows: max(1, Int(height.rounded())))
  }
}
