package import Basics

extension LineChart {
  package func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage? {
    // Pale lines behind others would only be taken for them.
    var chart = self
    if lines.contains(where: { !$0.isFaded }) { chart.lines.removeAll(where: \.isFaded) }
    let frame = CharacterFrame(
      chart.surroundings, legend: names == .none ? [] : chart.entries(look), look: look)
    var page = frame.page
    chart.shadeGaps(in: frame, on: &page)
    var grid = frame.grid
    for band in bands { band.draw(in: frame, on: &grid) }
    for line in chart.lines where !stop.isSet { line.draw(in: frame, on: &grid) }
    try stop.checkDrawing()
    frame.write(grid, on: &page)
    for line in chart.lines { line.writeMarkers(in: frame, on: &page) }
    return page
  }

  private func entries(_ look: CharacterLook) -> [CharacterLegend.Entry] {
    lines.compactMap { line in
      line.name.map { CharacterLegend.Entry(name: $0, sample: line.sample(look), ink: .series(line.colorIndex)) }
    }
  }

  /// Shades the columns where a line has no number.
  private func shadeGaps(in frame: CharacterFrame, on page: inout CharacterPage) {
    for line in lines {
      for gap in Gaps.ranges(x: line.x, y: line.y, horizontal: frame.horizontal, vertical: frame.vertical) {
        let columns = frame.column(max(gap.lowerBound, 0))...frame.column(max(gap.upperBound, 0))
        for column in columns where column < frame.columns {
          for row in 0..<frame.rows { page.put("░", .quiet, column: frame.left + column, row: frame.top + row) }
        }
      }
    }
  }
}

extension Line {
  /// The dots of a line that are drawn and those that are not, in turn; none for a line without gaps.
  private func dashes(_ look: CharacterLook) -> [Int] {
    if stroke == .dashed { return [4, 3] }
    return look.hasColors ? [] : [[], [6, 3], [2, 2], [1, 3]][(colorIndex % 4 + 4) % 4]
  }

  fileprivate func draw(in frame: CharacterFrame, on grid: inout DotGrid) {
    guard stroke != .none else { return }
    let dashes = dashes(frame.look)
    let length = dashes.reduce(0, +)
    var place = 0
    let pieces = Decimation.pieces(x: x, y: y, horizontal: frame.horizontal, vertical: frame.vertical, columnWidth: 1)
    for piece in pieces {
      if let only = piece.first, piece.count == 1 {
        grid.line(from: only, to: only, series: colorIndex)
      }
      for (start, end) in zip(piece, piece.dropFirst()) {
        grid.line(from: start, to: end, series: colorIndex) {
          defer { place += 1 }
          return length == 0 || place % length < dashes[0]
        }
      }
    }
  }

  fileprivate func writeMarkers(in frame: CharacterFrame, on page: inout CharacterPage) {
    guard let character = marker.character else { return }
    for (x, y) in zip(x, y) {
      guard let across = frame.horizontal.place(x), let down = frame.vertical.place(y),
        frame.area.contains(Point(across, down))
      else { continue }
      page.put(
        character, .series(colorIndex), column: frame.left + frame.column(across), row: frame.top + frame.row(down))
    }
  }

  /// A few characters that look like the line.
  fileprivate func sample(_ look: CharacterLook) -> String {
    let dashes = dashes(look)
    let stroke =
      stroke == .none ? " " : dashes.isEmpty ? "─" : dashes == [4, 3] ? "╌" : dashes == [6, 3] ? "╌" : "┈"
    return stroke + (marker.character.map(String.init) ?? stroke) + stroke
  }
}

extension Line.Marker {
  fileprivate var character: Character? {
    switch self {
    case .none: nil
    case .circle: "●"
    case .ring: "○"
    }
  }
}

extension Band {
  /// Draws every fourth dot between the edges.
  fileprivate func draw(in frame: CharacterFrame, on grid: inout DotGrid) {
    let places = x.indices.map { index in
      (frame.horizontal.place(x[index]), frame.vertical.place(low[index]), frame.vertical.place(high[index]))
    }
    for (first, second) in zip(places, places.dropFirst()) {
      guard let left = first.0, let right = second.0, let startLow = first.1, let endLow = second.1,
        let startHigh = first.2, let endHigh = second.2, left < right
      else { continue }
      let (start, end) = (max(0, Int(left.rounded(.up))), min(Int(right), grid.width - 1))
      for across in stride(from: start, through: end, by: 1) {
        let part = (Double(across) - left) / (right - left)
        let from = startHigh + part * (endHigh - startHigh)
        let to = startLow + part * (endLow - startLow)
        let first = Int(max(from, 0).rounded(.up))
        let last = Int(min(to, Double(grid.height - 1)).rounded(.down))
        guard first <= last, (0...1).contains(part) else { continue }
        for down in first...last where (across + 2 * down) % 4 == 0 { grid.set(across, down, series: colorIndex) }
      }
    }
  }
}
