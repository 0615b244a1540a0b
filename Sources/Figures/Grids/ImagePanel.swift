/// A figure of images: bands one over another, each of rows of images, with captions.
public struct ImagePanel: Hashable, Sendable {
  /// What stands above everything; nil for nothing.
  public var title: String?
  /// What stands under each column, such as class names; empty for nothing.
  public var columnCaptions: [String]
  /// The bands, from the top.
  public var bands: [ImageBand]
  /// What stands below the captions of several columns together, such as `epoch` below their numbers.
  public var columnGroup: ColumnGroup?
  /// What stands at the right of the images, and tells what their colours mean; nil for nothing.
  public var colorBar: ColorBar?
  /// Captions of rows, or of bands without them, that the panel keeps room for though it does not hold them: those of
  /// an animation's other frames, so that the images stay where they are.
  public var otherCaptions: [String] = []

  /// A panel of `bands`.
  public init(title: String? = nil, columnCaptions: [String] = [], bands: [ImageBand]) {
    self.title = title
    self.columnCaptions = columnCaptions
    self.bands = bands
  }
}

/// A caption that several columns of a panel share.
public struct ColumnGroup: Hashable, Sendable {
  /// The caption.
  public var caption: String
  /// The first of the columns, counted from 0; the last is the panel's last.
  public var first: Int

  /// A caption for all columns from `first` on.
  public init(caption: String, first: Int) {
    self.caption = caption
    self.first = first
  }
}

/// Rows of images that belong together, such as the reconstructions of one epoch under their originals.
public struct ImageBand: Hashable, Sendable {
  /// What stands beside the band, such as `epoch 1`; nil for nothing.
  public var caption: String?
  /// The rows, from the top.
  public var rows: [ImageRow]

  /// A band of `rows`.
  public init(caption: String? = nil, rows: [ImageRow]) {
    self.caption = caption
    self.rows = rows
  }

  /// A band that holds one picture, such as a grid made by `ImageGrid`.
  public init(caption: String? = nil, picture: Raster) {
    self.init(caption: caption, rows: [ImageRow(images: [picture])])
  }
}

/// One row of images.
public struct ImageRow: Hashable, Sendable {
  /// What stands at the row's start, such as `original`; nil for nothing.
  public var caption: String?
  /// The images, from the left; nil for a place that is left free.
  public var images: [Raster?]

  /// Whether it stands a little apart from the row above, as the first of some that belong together.
  public var isApart: Bool

  /// A row of `images`.
  public init(caption: String? = nil, images: [Raster?], isApart: Bool = false) {
    self.caption = caption
    self.images = images
    self.isApart = isApart
  }
}

extension Figure {
  /// A figure of images, each of their pixels a whole number of pixels wide.
  public init(_ panel: ImagePanel, size: FigureSize = .automatic) {
    self.init(content: panel, size: size)
  }
}
