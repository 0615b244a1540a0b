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

  /// The codes as CSV: a line an image, its class and then its numbers.
  func csv() -> String {
    var text = (["class"] + (1...latent).map { "number \($0)" }).joined(separator: ",") + "\n"
    for image in 0..<count {
      let label = labels?[image]
      let name = label.map { classNames.indices.contains($0) ? classNames[$0] : "\($0)" } ?? ""
      text += CSVText.cell(name)
      for value in values[image * latent..<(image + 1) * latent] { text += ",\(value)" }
      text += "\n"
    }
    return text
  }
}

/// Texts as CSV holds them.
///
/// Source: RFC 4180, section 2.
enum CSVText {
  /// A text as a cell, in quotes where it holds what would end it.
  static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
