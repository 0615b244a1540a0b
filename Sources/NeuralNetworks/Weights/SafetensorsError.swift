/// Why a file of weights is refused: the file, the place in it, what was found and what was expected.
public struct SafetensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path.
  public let file: String
  /// The tensor, if the trouble is with one.
  public let tensor: String?
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// What is wrong with a file, or with one of its tensors.
  package init(file: String, tensor: String?, found: String, expected: String) {
    self.file = file
    self.tensor = tensor
    self.found = found
    self.expected = expected
  }

  /// "model.safetensors: encoder.0.weight: found …, expected …".
  public var description: String {
    "\(file): \(tensor.map { "tensor \"\($0)\": " } ?? "")found \(found), expected \(expected)"
  }
}
