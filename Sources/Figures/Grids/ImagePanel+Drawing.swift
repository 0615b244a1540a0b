extension ImagePanel: FigureContent {
  package var summary: String {
    let rows = bands.flatMap(\.rows)
    let count = rows.reduce(0) { $0 + $1.images.count }
    return "\(SummaryText.count(count, "image")) in \(SummaryText.count(rows.count, "row"))"
      + SummaryText.names(bands.map(\.caption) + rows.map(\.caption)) + "."
      + (columnCaptions.isEmpty ? "" : " The columns\(SummaryText.names(columnCaptions)).")
  }

  package func pageSize(for size: FigureSize, measuring canvas: any Canvas) throws(FigureError) -> Size {
    try PanelLayout(panel: self, size: size, canvas: canvas).page
  }

  package func draw(on canvas: any Canvas, size: FigureSize) throws(FigureError) {
    let layout = try PanelLayout(panel: self, size: size, canvas: canvas)
    let titleHeight = canvas.measure("0", font: Typography.titleFont).height
    for (index, line) in layout.titleLines.enumerated() {
      canvas.draw(
        line, at: Point(canvas.size.width / 2, Typography.margin + Double(index) * titleHeight),
        font: Typography.titleFont,
        color: canvas.theme.ink, anchor: TextAnchor(.center, .top))
    }
    for band in layout.bands { draw(band, layout: layout, on: canvas) }
    for caption in layout.columnCaptions {
      canvas.draw(
        caption.text, at: Point(caption.center, layout.columnTop), font: layout.columnFont, color: canvas.theme.ink,
        anchor: TextAnchor(.center, .top))
    }
  }

  private func draw(_ band: PanelLayout.Band, layout: PanelLayout, on canvas: any Canvas) {
    if !band.caption.isEmpty {
      let middle = (band.top + band.bottom) / 2
      if band.isUpright {
        canvas.draw(
          band.caption, at: Point(Typography.margin, middle), font: Typography.labelFont, color: canvas.theme.ink,
          anchor: TextAnchor(.center, .top), direction: .upwards)
      } else {
        canvas.draw(
          band.caption, at: Point(layout.left - PanelLayout.captionGap, middle), font: Typography.labelFont,
          color: canvas.theme.ink, anchor: TextAnchor(.right, .middle))
      }
    }
    for row in band.rows {
      if !row.caption.isEmpty {
        canvas.draw(
          row.caption, at: Point(layout.left - PanelLayout.captionGap, (row.top + row.bottom) / 2),
          font: Typography.tickFont, color: canvas.theme.ink, anchor: TextAnchor(.right, .middle))
      }
      var left = layout.left
      for image in row.images {
        canvas.draw(
          image,
          in: Rectangle(
            left: left, top: row.top, width: Double(image.width) * layout.pixel,
            height: Double(image.height) * layout.pixel))
        left += Double(layout.cell + PanelLayout.imageGap) * layout.pixel
      }
    }
  }
}
