extension ImagePanel: FigureContent {
  package var summary: String {
    let rows = bands.flatMap(\.rows)
    let count = rows.reduce(0) { $0 + $1.images.count { $0 != nil } }
    return "\(SummaryText.count(count, "image")) in \(SummaryText.count(rows.count, "row"))"
      + SummaryText.names(bands.map(\.caption) + rows.map(\.caption)) + "."
      + (columnCaptions.isEmpty ? "" : " The columns\(SummaryText.names(columnCaptions)).")
      + (colorBar.map { bar in
        let ends = [bar.range.lowerBound, bar.range.upperBound]
        return " Colours show \(SummaryText.extent(bar.label, ends, otherwise: "numbers"))."
      } ?? "")
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
    for caption in layout.columns.captions {
      draw(
        caption, top: layout.columns.top, font: layout.columns.font, isUpright: layout.columns.isUpright, on: canvas)
    }
    if let group = layout.columns.group {
      draw(group, top: layout.columns.groupTop, font: Typography.tickFont, on: canvas)
    }
    if let bar = colorBar, let place = layout.colorBar {
      bar.draw(left: place.left, top: place.top, bottom: place.bottom, on: canvas)
    }
  }

  private func draw(
    _ caption: PanelLayout.ColumnCaption, top: Double, font: Font, isUpright: Bool = false, on canvas: any Canvas
  ) {
    canvas.draw(
      caption.text, at: Point(caption.place, top), font: font, color: canvas.theme.ink,
      anchor: TextAnchor(caption.anchor, isUpright ? .middle : .top), direction: isUpright ? .upwards : .horizontal)
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
    let mosaic = PanelMosaic.picture(
      of: band.rows, cell: layout.cell, paper: canvas.theme.paper, unless: canvas.stop)
    if let mosaic {
      canvas.draw(
        mosaic,
        in: Rectangle(
          left: layout.left, top: band.top, width: Double(mosaic.width) * layout.pixel,
          height: Double(mosaic.height) * layout.pixel))
    }
    for row in band.rows where !canvas.stop.isSet {
      if !row.caption.isEmpty {
        canvas.draw(
          row.caption, at: Point(layout.left - PanelLayout.captionGap, (row.top + row.bottom) / 2),
          font: Typography.tickFont, color: canvas.theme.ink, anchor: TextAnchor(.right, .middle))
      }
      var left = layout.left
      for image in row.images {
        if let image {
          let place = Rectangle(
            left: left, top: row.top, width: Double(image.width) * layout.pixel,
            height: Double(image.height) * layout.pixel)
          if mosaic == nil { canvas.draw(image, in: place) }
          canvas.drawEdge(of: image, in: place)
        }
        left += Double(layout.cell + PanelLayout.imageGap) * layout.pixel
      }
    }
  }
}
