package import Basics

extension ScatterChart {
  /// Fewer points than this are characters of their own, which are seen better than dots.
  private static let fewPoints = 150

  package func characters(_ look: CharacterLook, unless stop: StopFlag) throws(FigureError) -> CharacterPage? {
    let count = groups.reduce(0) { $0 + $1.x.count }
    let isFew = count < Self.fewPoints || !look.hasColors && groups.count > 1
    let marks = groups.indices.map { Self.mark($0, of: groups.count, look) }
    let entries = zip(groups, marks).enumerated().compactMap { index, pair in
      pair.0.name.map {
        CharacterLegend.Entry(name: $0, sample: String(isFew ? pair.1 : "⣿"), ink: .series(index))
      }
    }
    let frame = CharacterFrame(surroundings, legend: hasLegend ? entries : [], look: look)
    var page = frame.page
    var grid = frame.grid
    for (index, group) in groups.enumerated() {
      for (x, y) in zip(group.x, group.y) where !stop.isSet {
        guard let across = frame.horizontal.place(x), let down = frame.vertical.place(y),
          frame.area.contains(Point(across, down))
        else { continue }
        if isFew {
          page.put(
            marks[index], .series(index), column: frame.left + frame.column(across),
            row: frame.top + frame.row(down))
        } else {
          grid.set(Int(across.rounded()), Int(down.rounded()), series: index)
        }
      }
    }
    try stop.checkDrawing()
    frame.write(grid, on: &page)
    return page
  }

  /// A group's mark: without colours groups are told apart by letters.
  private static func mark(_ index: Int, of count: Int, _ look: CharacterLook) -> Character {
    if look.hasColors || count == 1 { return "•" }
    return Unicode.Scalar(UInt32(0x61 + index % 26)).map(Character.init) ?? "•"
  }
}
