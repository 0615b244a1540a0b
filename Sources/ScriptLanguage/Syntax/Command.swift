/// What commands and layers have in common: a name, arguments and options.
public protocol Invocation: Hashable, Sendable {
  /// The first word.
  var name: Name { get }
  /// The values behind the name, in order.
  var arguments: [Expression] { get }
  /// The options in the order they were written; none is written twice.
  var options: [Option] { get }
  /// From the name to the end of the last argument or option.
  var range: SourceRange { get }
}

/// A command with its arguments and options, and its block where it opens one.
public struct Command: Invocation {
  /// The command.
  public var name: Name
  /// The values behind the name, in order.
  public var arguments: [Expression]
  /// The options in the order they were written; none is written twice.
  public var options: [Option]
  /// The layers, for a command that opens a block.
  public var block: Block?
  /// From the name to the end of the last argument or option, the block not counted.
  public var range: SourceRange

  /// A command as it is written.
  public init(
    name: Name, arguments: [Expression], options: [Option], block: Block? = nil, range: SourceRange
  ) {
    self.name = name
    self.arguments = arguments
    self.options = options
    self.block = block
    self.range = range
  }
}

/// The lines between a command such as `network`, or a layer such as `residual`, and its `end`.
public struct Block: Hashable, Sendable {
  /// The layers in order.
  public var layers: [Layer]
  /// Whether each of its lines could be read.
  public var isWhole: Bool
  /// Whether it ends where it should, and not before another statement.
  var isClosed: Bool
  /// From the line behind the command to `end`.
  public var range: SourceRange
}

/// One layer of a network, or what stands on a line of another block: a command, or a loop over such lines.
public struct Layer: Invocation {
  /// The kind of layer.
  public var name: Name
  /// The name that holds the value, of a loop whose values stand as its arguments; nil of all else.
  public var variable: Name?
  /// The values behind the name, in order.
  public var arguments: [Expression]
  /// The options in the order they were written; none is written twice.
  public var options: [Option]
  /// The layers inside, for a layer that opens a block.
  public var block: Block?
  /// From the name to the end of the last argument or option, the block not counted.
  public var range: SourceRange
}

/// An option, `key=value`.
public struct Option: Hashable, Sendable {
  /// The key.
  public var name: Name
  /// The value.
  public var value: Expression
  /// Both, with the `=` between them.
  public var range: SourceRange

  /// An option as it is written.
  public init(name: Name, value: Expression, range: SourceRange) {
    self.name = name
    self.value = value
    self.range = range
  }
}
