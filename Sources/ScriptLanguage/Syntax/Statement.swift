/// One statement of a script.
public struct Statement: Hashable, Sendable {
  /// What a statement is.
  public enum Kind: Hashable, Sendable {
    /// `NAME = …`, `NAME[index] = …`, `NAME[index,index] = …` or `a, b = …`
    case assignment(Assignment)
    /// A command on its own.
    case command(Command)
    /// A value on a line of its own: `model`, `model[200]`, `(2 + 3)`
    case display(Expression)
    /// `param NAME = value`
    case parameter(Parameter)
    /// `for NAME in values … end`
    case loop(Loop)
    /// `if condition … else … end`
    case conditional(Conditional)
    /// `include "other.darkroom"`
    case include(Include)
    /// `train?`, which asks for help on a name.
    case inspection(Name)
    /// `time …`, which says how long a statement took
    indirect case timed(Statement)
    /// A line that could not be read; a diagnostic says why.
    case invalid
  }

  /// What the statement is.
  public var kind: Kind
  /// From its first word to the end of its last, a comment not counted.
  public var range: SourceRange
}

/// A word that names something.
public struct Name: Hashable, Sendable {
  /// The word.
  public var text: String
  /// Where it stands.
  public var range: SourceRange

  /// A word at a place.
  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// Gives names to a value.
public struct Assignment: Hashable, Sendable {
  /// One name to the left of `=`, with its index where it has one.
  public struct Target: Hashable, Sendable {
    /// The name.
    public var name: Name
    /// Which member of the family it is, in `model[200] = …` and `log[size,seed] = …`; none for the name on its own.
    public var indices: [Expression]
    /// The name with its index.
    public var range: SourceRange
  }

  /// What stands to the right of `=`.
  public enum Value: Hashable, Sendable {
    /// A command, whose result is assigned.
    case command(Command)
    /// A value.
    case expression(Expression)
    /// Something that could not be read; a diagnostic says why.
    case invalid
  }

  /// The names, at least one.
  public var targets: [Target]
  /// What they get.
  public var value: Value
  /// Whether it stands in a cell that papermill wrote, which sets params and nothing else.
  public var setsParameters = false
}

/// A parameter of the script, which whoever runs it may set.
public struct Parameter: Hashable, Sendable {
  /// Its name.
  public var name: Name
  /// What it is unless it is set; a bare word here is text.
  public var defaultValue: Expression
  /// The comment behind it, without the `#`.
  public var description: String?
}

/// Runs statements once for every value listed.
public struct Loop: Hashable, Sendable {
  /// The name that holds the value.
  public var variable: Name
  /// The values, ranges and lists to run over, in order.
  public var values: [Expression]
  /// The statements.
  public var body: [Statement]
}

/// Runs the statements behind the first condition that holds.
public struct Conditional: Hashable, Sendable {
  /// A condition, and what runs where it holds and none before it did.
  public struct Branch: Hashable, Sendable {
    /// The condition.
    public var condition: Expression
    /// The statements.
    public var body: [Statement]
  }

  /// The branches of `if` and of each `else if`, in order.
  public var branches: [Branch]
  /// What runs where no condition holds.
  public var otherwise: [Statement]

  /// The statements of all branches, one after the other.
  public var statements: [Statement] { branches.flatMap(\.body) + otherwise }
}

/// Runs another script in this place.
public struct Include: Hashable, Sendable {
  /// Its path: text, quoted or bare.
  public var path: Expression
}
