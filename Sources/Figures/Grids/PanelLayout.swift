/// Where the parts of a panel of images stand, in points.
struct PanelLayout {
  /// Pixels of the page that one pixel of an image takes along each side, and their size in points.
  let enlargement: Int
  let pixel: Double
  let page: Size
  /// The widest image, in its own pixels: how far apart columns stand.
  let cell: Int
  /// The left edge of the first image.
  let left: Double
  let titleLines: [String]
  let bands: [Band]
  let columns: Columns
  let colorBar: (left: Double, top: Double, bottom: Double)?

  struct Band {
    var caption: String
    var isUpright: Bool
    var rows: [Row]
    var top: Double
    var bottom: Double
  }

  struct Row {
    var caption: String
    var images: [Raster?]
    var isApart: Bool
    var top: Double
    var bottom: Double
  }

  /// Source pixels between the images of a row and between rows; points between groups of rows, and between bands.
  static let imageGap = 2
  static let groupGap = 4.0
  static let bandGap = 10.0
  static let captionGap = 6.0
  /// How high a colour bar is at most, in points.
  static let tallestBar = 180.0
  /// About how wide an image is where the page's width is free, and the widest page then, in points.
  static let usualImage = 48.0
  static let widestPage = 612.0

  init(panel: ImagePanel, size: FigureSize, canvas: any Canvas) throws(FigureError) {
    let rows = panel.bands.flatMap(\.rows)
    let images = rows.flatMap { $0.images.compactMap(\.self) }
    guard !images.isEmpty else { throw .imageShape("a figure of images needs one image at least, and none was given") }
    let cell = images.map(\.width).max() ?? 1
    self.cell = cell
    let count = rows.map(\.images.count).max() ?? 1
    let (cells, overflow) = (cell + Self.imageGap).multipliedReportingOverflow(by: count)
    guard !overflow, cells < 10_000_000 else { throw .sizeOutOfRange(width: Double(cells), height: 1, unit: "pixels") }
    let across = cells - Self.imageGap
    let isSingle = count == 1
    let onePixel = 72 / size.resolution

    // Captions on the left: of the bands, then of the rows.
    let bandHeight = canvas.measure("0", font: Typography.labelFont).height
    func widest(_ captions: [String?], _ font: Font) -> Double {
      let width = captions.compactMap { $0.map { canvas.measure($0, font: font).width } }.max() ?? 0
      return width == 0 ? 0 : panel.otherCaptions.reduce(width) { max($0, canvas.measure($1, font: font).width) }
    }
    let rowCaption = widest(rows.map(\.caption), Typography.tickFont)
    let hasRowCaptions = rowCaption > 0
    let bandWidth = widest(panel.bands.map(\.caption), Typography.labelFont)
    let captions: Double
    if bandWidth == 0 {
      captions = 0
    } else if hasRowCaptions {
      captions = bandHeight + Self.captionGap
    } else {
      captions = min(bandWidth, 160) + Self.captionGap
    }
    let rowCaptions = hasRowCaptions ? min(rowCaption, 160) + Self.captionGap : 0
    let bar = panel.colorBar.map { ColorBar.gap + $0.width(height: Self.tallestBar, measuring: canvas) } ?? 0
    let beside = 2 * Typography.margin + captions + rowCaptions + bar

    // The largest whole enlargement that fits.
    let asked = size.width.map { $0 * 72 }
    let room = (asked ?? Self.widestPage) - beside
    let most = Int(min(max(room / onePixel / Double(across), 0), 1_000))
    if asked != nil, most < 1 { throw .tooManyPixels(across, room: max(0, Int(min(room / onePixel, 1e9)))) }
    let usual = isSingle ? most : Int((Self.usualImage / onePixel / Double(cell)).rounded())
    let enlargement = max(1, asked == nil ? min(most, max(usual, 1)) : most)
    let pixel = Double(enlargement) * onePixel
    self.enlargement = enlargement
    self.pixel = pixel
    let width = max(asked ?? 0, Double(across) * pixel + beside)
    func snapped(_ place: Double) -> Double { (place / onePixel).rounded() * onePixel }

    var top = Typography.margin
    titleLines = TextFitting.wrapped(
      panel.title ?? "", to: width - 2 * Typography.margin, lines: 3, font: Typography.titleFont, on: canvas)
    if !titleLines.isEmpty {
      top += Double(titleLines.count) * canvas.measure("0", font: Typography.titleFont).height
      // The topmost number of a colour bar stands half above it.
      top += panel.colorBar == nil ? 4 : canvas.measure("0", font: Typography.tickFont).height / 2 + 3
    }
    let spare = width - beside - Double(across) * pixel
    left = snapped(Typography.margin + captions + rowCaptions + spare / 2)
    var placed: [Band] = []
    for band in panel.bands {
      if !placed.isEmpty { top += Self.bandGap }
      top = snapped(top)
      var bandRows: [Row] = []
      for row in band.rows {
        if !bandRows.isEmpty { top += Double(Self.imageGap) * pixel + (row.isApart ? snapped(Self.groupGap) : 0) }
        let height = Double(row.images.compactMap { $0?.height }.max() ?? 0) * pixel
        let caption = TextFitting.shortened(
          row.caption ?? "", to: max(rowCaptions - Self.captionGap, 0), font: Typography.tickFont, on: canvas)
        bandRows.append(Row(caption: caption, images: row.images, isApart: row.isApart, top: top, bottom: top + height))
        top += height
      }
      let start = bandRows.first?.top ?? top
      let caption = TextFitting.shortened(
        band.caption ?? "", to: hasRowCaptions ? top - start : captions - Self.captionGap, font: Typography.labelFont,
        on: canvas)
      placed.append(Band(caption: caption, isUpright: hasRowCaptions, rows: bandRows, top: start, bottom: top))
    }
    bands = placed

    let columns = Self.columns(
      of: panel,
      at: ColumnPlaces(
        count: count, left: left, width: Double(cell) * pixel, step: Double(cell + Self.imageGap) * pixel),
      pageWidth: width, below: top, on: canvas)
    self.columns = columns

    // The colour bar beside the images: as high as they are, within limits.
    if let bar = panel.colorBar, let first = placed.first, let last = placed.last {
      let extent = last.bottom - first.top
      let height = min(max(extent, bar.labelLength(measuring: canvas)), Self.tallestBar)
      let start = snapped(first.top + max(extent - height, 0) / 2)
      colorBar = (left + Double(across) * pixel + ColorBar.gap, start, start + height)
    } else {
      colorBar = nil
    }
    let height = max(columns.bottom, colorBar?.bottom ?? 0) + Typography.margin
    if let askedHeight = size.height.map({ $0 * 72 }), askedHeight < height - 0.01 {
      throw .noRoom(width: width, height: askedHeight)
    }
    page = Size(width, max(height, (size.height ?? 0) * 72))
  }
}
