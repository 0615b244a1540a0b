/// The words that begin a command, which the parser is told rather than knows.
public struct CommandVocabulary: Hashable, Sendable {
  /// All command names, those that open a block among them.
  public let names: Set<String>
  /// The commands behind which stands a block of layers up to `end`, such as `network`.
  public let blockOpeners: Set<String>
  /// Those of them whose block holds commands and not layers, such as `panel`.
  public let commandBlockOpeners: Set<String>

  /// The layers behind which stands a block of layers of their own, such as `residual`.
  public let layerOpeners: Set<String>
  /// All layers.
  public let layers: Set<String>

  /// Lists the commands; `blockOpeners` need not be repeated in `names`.
  public init(
    names: some Sequence<String>, blockOpeners: some Sequence<String> = ["network"],
    layerOpeners: some Sequence<String> = ["residual", "repeat"], layers: some Sequence<String> = [],
    commandBlockOpeners: some Sequence<String> = [String]()
  ) {
    self.commandBlockOpeners = Set(commandBlockOpeners)
    self.layers = Set(layers)
    self.blockOpeners = Set(blockOpeners)
    self.layerOpeners = Set(layerOpeners)
    self.names = Set(names).union(self.blockOpeners)
  }

  /// The words that no name may be.
  public static let reservedWords: Set<String> = [
    "for", "in", "if", "else", "end", "param", "include", "and", "or", "not",
  ]
}
