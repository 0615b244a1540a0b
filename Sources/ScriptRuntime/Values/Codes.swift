import Basics

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
  /// What the numbers are, as an axis says it: `t-SNE`; nil where they are just numbers of a code.
  public var axisName: String?

  /// Codes from their numbers, `[n, latent]`.
  public init(latent: Int, values: [Float], labels: [Int]? = nil, classNames: [String] = []) {
    precondition(latent > 0 && values.count % latent == 0)
    count = values.count / latent
    self.latent = latent
    self.values = values
    self.labels = labels
    self.classNames = classNames
  }

  /// The codes at some places, in that order.
  /// - Precondition: There are such places.
  func picking(_ places: [Int]) -> Codes {
    Codes(
      latent: latent, values: places.flatMap { values[$0 * latent..<($0 + 1) * latent] },
      labels: labels.map { labels in places.map { labels[$0] } }, classNames: classNames)
  }

  /// The name that a label stands for; the label itself where it has none.
  func className(of label: Int) -> String { classNames.className(of: label) }

  /// The codes as CSV: a line an image, its class and then its numbers; throws where it is stopped.
  func csv(unless stop: StopFlag) throws(Interrupted) -> String {
    var text = (["class"] + (1...latent).map { "number \($0)" }).joined(separator: ",") + "\n"
    for image in 0..<count {
      try stop.check()
      text += CSVText.cell(labels.map { className(of: $0[image]) } ?? "")
      for value in values[image * latent..<(image + 1) * latent] { text += ",\(value)" }
      text += "\n"
    }
    return text
  }
}
