/// What a word that is being written could become.
public struct Completions: Hashable, Sendable {
  /// One word that could stand there.
  public struct Candidate: Hashable, Sendable {
    /// What kind of word it is.
    public enum Kind: String, Hashable, Sendable {
      /// A command.
      case command
      /// A word of the language, such as `for`.
      case keyword
      /// A variable, or a member of a family.
      case variable
      /// The key of an option, with its `=`.
      case option
      /// A word that an argument or option takes.
      case choice
      /// A layer of a network.
      case layer
      /// A property of a value.
      case property
      /// A file, or a folder with `/` at its end.
      case path
    }

    /// What would stand there.
    public let text: String
    /// What kind of word it is.
    public let kind: Kind
    /// One line that says what it is; empty where there is nothing to say.
    public let summary: String
  }

  /// The UTF-8 offsets of what a candidate would replace.
  public let range: Range<Int>
  /// The words, in the order in which they are best shown.
  public let candidates: [Candidate]
}

extension Session {
  /// What could stand at a place of a script that is being written, judged by what is before it and by the session's
  /// variables and files.
  /// - Parameter offset: The place in UTF-8 bytes.
  public func completions(in text: String, at offset: Int) -> Completions {
    Completer(text: text, offset: offset, variables: variables, settings: settings).completions
  }
}
