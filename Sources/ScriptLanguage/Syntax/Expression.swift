/// A value as it is written.
public struct Expression: Hashable, Sendable {
  /// The ways to write a value.
  public indirect enum Kind: Hashable, Sendable {
    /// `3`, `-0.5`, `1e-3`
    case number(Number)
    /// `"text"`, with what stands in `{…}` inside it.
    case text(TextTemplate)
    /// Text without quotes: `a.png`, `data/photos`, `one-per-class`, `loss-{size}.svg`
    case bareText(TextTemplate)
    /// A bare word. The type that is expected decides whether it is a choice or a variable.
    case word(String)
    /// A name inside parentheses, brackets or braces: always a variable.
    case variable(String)
    /// `200,1000`; two elements at least.
    case list([Expression])
    /// `1..10`, both ends counted.
    case range(Expression, Expression)
    /// `3x32x32`; two sides at least, each a number or a `{expression}`.
    case shape([Expression])
    /// `model[200]`, `log[size,seed]`; one index at least.
    case element(Expression, indices: [Expression])
    /// `log.validation`, inside parentheses.
    case property(Expression, Name)
    /// A term such as `gaussian(0.3)`.
    case term(Name, [TermArgument])
    /// `(…)`, or `{…}` on its own.
    case parenthesized(Expression)
    /// `-x`, `not x`
    case unary(UnaryOperator, Expression)
    /// `a + b`
    case binary(BinaryOperator, Expression, Expression)
    /// A value that is not there or could not be read; a diagnostic says why.
    case missing
  }

  /// How it is written.
  public var kind: Kind
  /// Where it stands.
  public var range: SourceRange
}

/// A number as written.
public struct Number: Hashable, Sendable {
  /// Its value; finite, unless Python wrote it as `float('inf')`.
  public var value: Double
  /// The value where it is written without point and exponent and fits, as in `64`.
  public var integer: Int?
}

/// Text with values put in where `{…}` stands.
public struct TextTemplate: Hashable, Sendable {
  /// A piece of the text.
  public enum Piece: Hashable, Sendable {
    /// Characters, escapes resolved.
    case literal(String)
    /// `{expression}`
    case value(Expression)
  }

  /// The pieces in order; none for empty text.
  public var pieces: [Piece]

  /// The whole text, where no value is put in.
  public var literal: String? {
    var text = ""
    for piece in pieces {
      guard case .literal(let part) = piece else { return nil }
      text += part
    }
    return text
  }
}

/// One argument of a term, `0.3` or `padding=4`.
public struct TermArgument: Hashable, Sendable {
  /// Its key, where it has one.
  public var label: Name?
  /// Its value.
  public var value: Expression
}
