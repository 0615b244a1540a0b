/// What a piece of code is, as a report colours it.
public enum CodeKind: String, Hashable, Sendable, CaseIterable {
  /// A command.
  case command
  /// A word of the language itself, such as `for`.
  case keyword
  /// An option's name.
  case option
  /// A choice word, such as `adam`.
  case choice
  /// A variable's name.
  case name
  /// A number, or a shape.
  case number
  /// Text.
  case text
  /// What a text is filled in with.
  case interpolation
  /// A sign, such as `=`.
  case symbol
  /// A comment.
  case comment
}
