/// A line as it will be drawn: pieces without gaps, few enough points for the page, every extreme kept.
package enum Decimation {
  /// The pieces of the line through `(x[i], y[i])`; a point that has no place ends a piece. Where many points share a
  /// column of `columnWidth` points of the page, its first, lowest, highest and last stand for all of them.
  package static func pieces(
    x: [Double], y: [Double], horizontal: AxisScale, vertical: AxisScale, columnWidth: Double = 0.4
  ) -> [[Point]] {
    var pieces: [[Point]] = []
    var column = Column()
    var piece: [Point] = []
    func endPiece() {
      column.empty(into: &piece)
      if !piece.isEmpty { pieces.append(piece) }
      piece = []
    }
    for index in x.indices {
      guard let across = horizontal.place(x[index]), let down = vertical.place(y[index]) else {
        endPiece()
        continue
      }
      let number = (across / columnWidth).rounded(.down)
      if number != column.number { column.empty(into: &piece) }
      column.number = number
      column.add(Point(across, down))
    }
    endPiece()
    return pieces
  }

  private struct Column {
    var number = -Double.infinity
    private var count = 0
    private var first = Point(0, 0)
    private var last = Point(0, 0)
    private var highest = (place: 0, point: Point(0, 0))
    private var lowest = (place: 0, point: Point(0, 0))

    mutating func add(_ point: Point) {
      if count == 0 {
        first = point
        highest = (0, point)
        lowest = (0, point)
      }
      if point.y < highest.point.y { highest = (count, point) }
      if point.y > lowest.point.y { lowest = (count, point) }
      last = point
      count += 1
    }

    mutating func empty(into piece: inout [Point]) {
      guard count > 0 else { return }
      piece.append(first)
      let extremes = highest.place < lowest.place ? [highest, lowest] : [lowest, highest]
      for extreme in extremes where extreme.place > 0 && extreme.place < count - 1 { piece.append(extreme.point) }
      if count > 1 { piece.append(last) }
      count = 0
    }
  }
}
