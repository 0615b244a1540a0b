package import Basics

extension Histogram {
  package func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage? {
    let (edges, counts) = try self.counts(unless: stop)
    var surroundings = surroundings(edges: edges, counts: counts)
    if let threshold {
      let remark = "┊ threshold \(NumberLabels.short(threshold))"
      surroundings.note = surroundings.note.map { "\(remark); \($0)" } ?? remark
    }
    let isAlone = series.count == 1
    let entries = series.enumerated().compactMap { index, each in
      each.name.map {
        CharacterLegend.Entry(
          name: $0, sample: isAlone ? "█" : Self.sample(index, look), ink: .series(index))
      }
    }
    let frame = CharacterFrame(surroundings, legend: entries, look: look)
    var page = frame.page
    if isAlone {
      fill(edges: edges, counts: counts[0], in: frame, on: &page)
    } else {
      var grid = frame.grid
      for (index, each) in counts.enumerated() {
        outline(edges: edges, counts: each, series: index, in: frame, on: &grid)
      }
      frame.write(grid, on: &page)
    }
    if let place = threshold.flatMap(frame.horizontal.place) {
      for row in 0..<frame.rows { page.put("┊", column: frame.left + frame.column(place), row: frame.top + row) }
    }
    return page
  }

  /// Bars of full cells and their eighths; a column has the height of the fullest bin in it.
  private func fill(edges: [Double], counts: [Int], in frame: CharacterFrame, on page: inout CharacterPage) {
    var heights = [Int](repeating: 0, count: frame.columns)
    for (index, count) in counts.enumerated() {
      guard let left = frame.horizontal.place(edges[index]), let right = frame.horizontal.place(edges[index + 1]) else {
        continue
      }
      let last = Double(frame.look.dots.across)
      let first = max(0, Int((left / last).rounded()))
      // A bin ends where the next one begins.
      for column in first...max(first, Int((right / last).rounded()) - 1) where column < frame.columns {
        heights[column] = max(heights[column], count)
      }
    }
    let top = frame.vertical.limits.upperBound
    for (column, count) in heights.enumerated() where count > 0 {
      // What there is any of is seen.
      let eighths = max(1, Int((Double(count) / top * Double(8 * frame.rows)).rounded()))
      for row in 0...(eighths - 1) / 8 {
        page.put(
          Self.blocks[min(8, eighths - 8 * row) - 1], .series(0), column: frame.left + column,
          row: frame.top + frame.rows - 1 - row)
      }
    }
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A line along the tops of the bars, down to the axis at both ends.
  private func outline(edges: [Double], counts: [Int], series: Int, in frame: CharacterFrame, on grid: inout DotGrid) {
    let bottom = Double(grid.height - 1)
    var corner: Point?
    var place = 0
    func isDrawn() -> Bool {
      defer { place += 1 }
      return frame.look.hasColors || series == 0 || place % (series == 1 ? 4 : 3) < 2
    }
    for (index, count) in counts.enumerated() {
      guard let left = frame.horizontal.place(edges[index]), let right = frame.horizontal.place(edges[index + 1]),
        let top = frame.vertical.place(Double(count))
      else { continue }
      grid.line(from: corner ?? Point(left, bottom), to: Point(left, top), series: series, isDrawn: isDrawn)
      grid.line(from: Point(left, top), to: Point(right, top), series: series, isDrawn: isDrawn)
      corner = Point(right, top)
    }
    if let corner { grid.line(from: corner, to: Point(corner.x, bottom), series: series, isDrawn: isDrawn) }
  }

  private static func sample(_ index: Int, _ look: CharacterLook) -> String {
    look.hasColors || index == 0 ? "──" : "╌╌"
  }
}
