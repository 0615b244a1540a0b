/// The names that a pickle may use, all others being refused: they are recognised, and never looked up.
package struct PickleVocabulary: Sendable {
  /// The names, a module and what it has, with a space between.
  let names: Set<String>
  /// What the pickle is, for messages: "a CIFAR batch".
  let subject: String
  /// What is expected where another name stands.
  let expected: String

  /// A vocabulary of names.
  package init(_ names: Set<String>, of subject: String, expecting expected: String) {
    (self.names, self.subject, self.expected) = (names, subject, expected)
  }

  /// The objects of Python that are dictionaries.
  static let dictionaries: Set = ["collections OrderedDict", "collections defaultdict"]
}
