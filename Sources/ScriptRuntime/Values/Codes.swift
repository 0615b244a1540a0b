/// The codes of some images: one row of `latent` numbers an image, `[n, latent]`, row-major.
public struct Codes: Sendable {
  /// Codes, i.e. images.
  public let count: Int
  /// Numbers a code.
  public let latent: Int
  /// All numbers, code after code.
  public let values: [Float]
  /// The labels of the images, where they had any.
  public let labels: [Int]?
  /// The names that labels stand for.
  public let classNames: [String]

  /// Codes from their numbers, `[n, latent]`.
  public init(latent: Int, values: [Float], labels: [Int]? = nil, classNames: [String] = []) {
    precondition(latent > 0 && values.count % latent == 0)
    count = values.count / latent
    self.latent = latent
    self.values = values
    self.labels = labels
    self.classNames = classNames
  }
}
