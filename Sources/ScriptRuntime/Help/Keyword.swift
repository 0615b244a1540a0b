internal import Options

/// A word of the language that begins a statement of its own form.
public struct Keyword: Sendable {
  /// The word.
  public let name: String
  /// One line that says what it does.
  public let summary: String
  /// How it is written.
  public let usage: String
  /// What else is worth knowing.
  public let discussion: String
  /// A script that runs as it stands.
  public let example: String

  /// The words, in the order in which a reader meets them.
  public static let all: [Keyword] = [
    Keyword(
      name: "param", summary: "names a value that can be set from outside",
      usage: "param NAME = VALUE  # what it is",
      discussion: """
        `--set NAME=VALUE` sets it, `darkroom params FILE` lists it with what the comment says. A bare word is text.
        """,
      example: """
        param epochs = 10  # epochs of each training
        print epochs
        """),
    Keyword(
      name: "for", summary: "runs lines once for every value",
      usage: "for NAME in VALUES… … end",
      discussion: "Values, lists and ranges are gone through in the order in which they stand.",
      example: """
        for size in 20 200,1000 1..3
            print "bottleneck {size}"
        end
        """),
    Keyword(
      name: "if", summary: "runs lines where a condition holds",
      usage: "if (CONDITION) … else if (CONDITION) … else … end",
      discussion: """
        A condition is true or false, and stands in parentheses: `==`, `!=`, `<`, `<=`, `>` and `>=` compare, `and`, `or` \
        and `not` combine. `else if` and `else` may be left out.
        """,
      example: """
        for size in 20 200
            if (size > 100)
                print "{size} is wide"
            else
                print "{size} is narrow"
            end
        end
        """),
    Keyword(
      name: "time", summary: "says how long a statement took", usage: "time STATEMENT",
      discussion: "Before a command, an assignment or a loop.",
      example: "time training = load sketches count=500"),
    Keyword(
      name: "include", summary: "runs another script here", usage: "include \"PATH\"",
      discussion: "The script is looked for beside this one; what it assigns is there afterwards.",
      example: "# include \"architecture.darkroom\""),
  ]

  /// What stands behind the word, where completion can say something of it.
  var declaration: TermDeclaration? {
    guard name == "include" else { return nil }
    return TermDeclaration(
      name, summary, options: [OptionDeclaration("path", .reading, argument: true, required: true, "a script")])
  }

  /// The row of a word, or nil.
  public static func named(_ name: String) -> Keyword? { all.first { $0.name == name } }
}
