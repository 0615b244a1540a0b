/// Where the figures of a page stand, in points.
package struct SheetLayout {
  /// One figure, and where it stands.
  package struct Place {
    var content: any FigureContent
    var letter: String
    var caption: [String]
    /// The upper left corner of the letter.
    var corner: Point
    /// What the figure is drawn in.
    package var frame: Rectangle
    /// The size that it is laid out for.
    var size: FigureSize
  }

  package let page: Size
  let titleLines: [String]
  let legend: Legend?
  package private(set) var places: [Place] = []

  static let letterFont = Font(size: Typography.labelFont.size, isBold: true)
  static let letterGap = 5.0
  /// Points between columns, and between rows; figures have margins of their own.
  static let gap = 6.0
  /// How low a row of figures that fill any height may be.
  static let lowestRow = 110.0
  /// The widest page of several columns where the width is free.
  static let usualWidth = 612.0

  /// A figure before its row is as high as it will be.
  private struct Measured {
    var part: FigureSheet.Part
    var place: Int
    var left: Double
    var width: Double
    var caption: [String]
    /// How high the letter and the caption are.
    var head: Double
    /// How high the figure is by itself.
    var height: Double
  }

  package init(_ sheet: FigureSheet, size: FigureSize, canvas: any Canvas) throws(FigureError) {
    let width = size.width.map { $0 * 72 } ?? (sheet.columns == 1 ? 504 : Self.usualWidth)
    let onePixel = 72 / size.resolution
    func snapped(_ place: Double) -> Double { (place / onePixel).rounded() * onePixel }

    var top = 0.0
    titleLines = TextFitting.wrapped(
      sheet.title ?? "", to: width - 2 * Typography.margin, lines: 3, font: Typography.titleFont, on: canvas)
    if !titleLines.isEmpty {
      top += Typography.margin + Double(titleLines.count) * canvas.measure("0", font: Typography.titleFont).height
    }
    // One legend for all, where all have the same.
    var parts = sheet.parts
    let entries = Self.sharedLegend(of: parts, in: canvas.theme)
    if var legend = Legend(entries, width: width - 2 * Typography.margin, height: 200, canvas: canvas) {
      top += Typography.margin
      legend.place(top: top, width: width)
      top += legend.frame.height
      self.legend = legend
      parts = parts.map(\.withoutLegend)
    } else {
      legend = nil
    }

    let rows = try Self.rows(of: parts, columns: sheet.columns, width: width, size: size, canvas: canvas)
    var heights = rows.map { row in row.map { $0.head + $0.height }.max() ?? 0 }
    let needed = top + heights.reduce(0, +) + Self.gap * Double(max(rows.count - 1, 0))
    if let height = size.height.map({ $0 * 72 }) {
      let free = rows.indices.filter { rows[$0].allSatisfy(\.part.content.isStretchable) }
      let more = (height - needed) / Double(max(free.count, 1))
      for row in free { heights[row] += more }
      guard free.isEmpty ? needed <= height + 0.01 : free.allSatisfy({ heights[$0] >= Self.lowestRow }) else {
        throw .noRoom(width: width, height: height)
      }
    }
    for (row, height) in zip(rows, heights) {
      for measured in row {
        let isFree = measured.part.content.isStretchable
        let frameHeight = isFree ? height - measured.head : measured.height
        // What is lower than its row stands in the middle of it.
        let start = top + measured.head + (height - measured.head - frameHeight) / 2
        places.append(
          Place(
            content: measured.part.content, letter: FigureSheet.letter(measured.place), caption: measured.caption,
            corner: Point(measured.left + Typography.margin, top + Typography.margin / 2),
            frame: Rectangle(
              left: snapped(measured.left), top: snapped(start), width: measured.width, height: frameHeight),
            size: FigureSize(
              width: measured.width / 72, height: isFree ? frameHeight / 72 : nil, resolution: size.resolution)))
      }
      top += height + Self.gap
    }
    page = Size(width, size.height.map { $0 * 72 } ?? max(top - Self.gap, 1))
  }

  /// The parts in rows, each with the height that it has by itself.
  private static func rows(
    of parts: [FigureSheet.Part], columns: Int, width: Double, size: FigureSize, canvas: any Canvas
  ) throws(FigureError) -> [[Measured]] {
    let column = (width - gap * Double(columns - 1)) / Double(columns)
    let letterHeight = canvas.measure("0", font: letterFont).height
    let lineHeight = canvas.measure("0", font: Typography.captionFont).height
    var rows: [[Measured]] = []
    var taken = columns
    for (place, part) in parts.enumerated() {
      if taken + part.span > columns {
        rows.append([])
        taken = 0
      }
      let wide = Double(part.span) * column + Double(part.span - 1) * gap
      let letter = canvas.measure(FigureSheet.letter(place), font: letterFont).width
      let caption = TextFitting.wrapped(
        part.caption ?? "", to: wide - 2 * Typography.margin - letter - letterGap, font: Typography.captionFont,
        on: canvas)
      let head = Typography.margin / 2 + max(letterHeight, Double(caption.count) * lineHeight)
      let asked = FigureSize(width: wide / 72, resolution: size.resolution)
      let natural = try part.content.pageSize(for: asked, measuring: canvas)
      rows[rows.count - 1].append(
        Measured(
          part: part, place: place, left: Double(taken) * (column + gap), width: wide, caption: caption, head: head,
          height: natural.height))
      taken += part.span
    }
    return rows
  }

  /// The legend that all figures that have one have alike; nothing where they differ, or one alone has one.
  private static func sharedLegend(of parts: [FigureSheet.Part], in theme: Theme) -> [Legend.Entry] {
    let legends = parts.map { $0.content.legend(in: theme) }.filter { !$0.isEmpty }
    guard legends.count > 1, let first = legends.first, legends.allSatisfy({ $0 == first }) else { return [] }
    return first
  }
}
