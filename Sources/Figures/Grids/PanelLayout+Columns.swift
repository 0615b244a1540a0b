extension PanelLayout {
  /// The captions below the columns of a panel.
  struct Columns {
    var font: Font
    var captions: [ColumnCaption]
    /// Whether they are turned, since they had no room side by side.
    var isUpright = false
    /// That of a group of columns stands below those of the columns.
    var group: ColumnCaption?
    /// The upper edges of the captions and of the group's.
    var top: Double
    var groupTop: Double
    var bottom: Double
  }

  struct ColumnCaption {
    var text: String
    var place: Double
    var anchor: TextAnchor.Horizontal
  }

  /// Where the columns stand: how many, the left edge of the first, how wide each is and how far apart.
  struct ColumnPlaces {
    var count: Int
    var left: Double
    var width: Double
    var step: Double
  }

  /// A caption may be wider than its image, but reaches neither the next one nor the page's edge.
  static let overhang = Typography.margin - 2

  /// How long captions that are turned are at most, in points.
  static let longestUpright = 90.0

  /// The captions in the largest size that keeps them apart, turned where there is none, below images that end at `bottom`.
  static func columns(
    of panel: ImagePanel, at places: ColumnPlaces, pageWidth: Double, below bottom: Double, on canvas: any Canvas
  ) -> Columns {
    let texts = panel.columnCaptions.prefix(places.count)
    let widest = places.width + 2 * overhang
    let room = places.count == 1 ? min(pageWidth - 2 * Typography.margin, widest) : min(places.step - 3, widest)
    // Beside a group of columns the first caption has the room below the captions of rows.
    let group = panel.columnGroup.flatMap { (0..<places.count).contains($0.first) ? $0 : nil }
    let isBeside = (group?.first ?? 0) > 0
    let crowded = isBeside ? texts.dropFirst() : texts
    var font = Typography.tickFont
    while font.size > 6, crowded.contains(where: { canvas.measure($0, font: font).width > room }) { font.size -= 0.5 }
    let lineHeight = canvas.measure("0", font: font).height

    var columns = Columns(font: font, captions: [], group: nil, top: bottom + 3, groupTop: bottom, bottom: bottom)
    if group == nil, crowded.contains(where: { canvas.measure($0, font: font).width > room }),
      canvas.measure("0", font: Typography.noteFont).height < places.step
    {
      columns.font = Typography.noteFont
      columns.isUpright = true
      columns.captions = texts.enumerated().map { index, text in
        ColumnCaption(
          text: TextFitting.shortened(text, to: longestUpright, font: columns.font, on: canvas),
          place: places.left + Double(index) * places.step + places.width / 2, anchor: .right)
      }
      columns.bottom =
        columns.top + (columns.captions.map { canvas.measure($0.text, font: columns.font).width }.max() ?? 0)
      return columns
    }
    for (index, text) in texts.enumerated() {
      let left = places.left + Double(index) * places.step
      if index == 0, isBeside, canvas.measure(text, font: font).width > room {
        let right = left + places.width
        columns.captions.append(
          ColumnCaption(
            text: TextFitting.shortened(text, to: right - Typography.margin, font: font, on: canvas), place: right,
            anchor: .right))
      } else {
        columns.captions.append(
          ColumnCaption(
            text: TextFitting.shortened(text, to: room, font: font, on: canvas), place: left + places.width / 2,
            anchor: .center))
      }
    }
    if !texts.isEmpty { columns.bottom = columns.top + lineHeight }
    if let group {
      let left = places.left + Double(group.first) * places.step
      let right = places.left + Double(places.count - 1) * places.step + places.width
      columns.groupTop = columns.bottom + 1
      columns.group = ColumnCaption(
        text: TextFitting.shortened(
          group.caption, to: right - left + 2 * overhang, font: Typography.tickFont, on: canvas),
        place: (left + right) / 2, anchor: .center)
      columns.bottom = columns.groupTop + canvas.measure("0", font: Typography.tickFont).height
    }
    return columns
  }
}
