public import Figures

/// What an explorer shows beside the model: images with their codes, and what the codes are laid out by.
public struct ExplorerContents: Sendable {
  /// What stands above it.
  public var title: String
  /// What stands below the title: where it comes from.
  public var origin: [String]
  /// The images, side by side in rows of ``columns``, in pixels of their own.
  public var sheet: Raster
  /// Images in a row of the sheet.
  public var columns: Int
  /// The label of each image, where they have any.
  public var labels: [Int]?
  /// The names that labels stand for.
  public var classNames: [String]
  /// The code of each image, `[image, number]`.
  public var codes: [Float]
  /// How many numbers a code has.
  public var latent: Int
  /// Where each image lies on the map, `[image, 2]`; nil for the first two directions.
  public var places: [Float]?
  /// The directions in which the codes differ most.
  public var directions: Directions

  /// Principal directions of codes.
  public struct Directions: Sendable {
    /// The mean code.
    public var mean: [Float]
    /// The directions, each of length 1, `[direction, number]`.
    public var vectors: [Float]
    /// The standard deviation of the codes along each.
    public var deviations: [Float]
    /// The share of the codes' variance that lies along each.
    public var shares: [Float]

    /// Directions around a mean.
    public init(mean: [Float], vectors: [Float], deviations: [Float], shares: [Float]) {
      (self.mean, self.vectors, self.deviations, self.shares) = (mean, vectors, deviations, shares)
    }
  }

  /// All of it; there is an image for each code, and a label and a place for each image, where there are any.
  public init(
    title: String, origin: [String], sheet: Raster, columns: Int, labels: [Int]?, classNames: [String],
    codes: [Float], latent: Int, places: [Float]?, directions: Directions
  ) {
    (self.title, self.origin, self.sheet, self.columns) = (title, origin, sheet, columns)
    (self.labels, self.classNames, self.codes, self.latent) = (labels, classNames, codes, latent)
    (self.places, self.directions) = (places, directions)
    precondition(codes.count % latent == 0, "Codes are [image, number].")
    precondition(labels.map { $0.count == codes.count / latent } ?? true, "There is a label for each image.")
    precondition(places.map { $0.count == 2 * codes.count / latent } ?? true, "There is a place for each image.")
  }
}
