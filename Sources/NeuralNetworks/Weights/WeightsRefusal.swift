/// Why a file's weights are not taken for a model's.
public struct WeightsRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// What has to change.
  public enum Subject: Hashable, Sendable {
    /// The file, or the model.
    case file
    /// The map of names.
    case names
    /// The scale that was given.
    case scale
  }

  /// The file's path.
  public let file: String
  /// What has to change.
  public let about: Subject
  /// What is wrong, in one line.
  public let reason: String
  /// What is wanted beside what is found, in lines; none where that is not the matter.
  public let table: [String]
  /// What may help; nil for nothing.
  public let cure: String?

  init(file: String, about: Subject, _ reason: String, table: [String] = [], cure: String? = nil) {
    (self.file, self.about, self.reason, self.table, self.cure) = (file, about, reason, table, cure)
  }

  /// All of it.
  public var description: String {
    (["\(file): \(reason)"] + table + (cure.map { [$0] } ?? [])).joined(separator: "\n")
  }
}
