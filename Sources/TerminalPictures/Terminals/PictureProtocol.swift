/// How a terminal is given pictures.
public enum PictureProtocol: String, Hashable, Sendable, CaseIterable {
  /// Kitty's graphics protocol.
  case kitty
  /// The inline images of iTerm2.
  case iTerm2 = "iterm2"
  /// DEC's sixels.
  case sixel
  /// Charts as text, and images as characters whose upper and lower half have a colour each.
  case text
  /// Charts as such characters, too.
  case halfBlocks = "blocks"
  /// Not at all.
  case none = "off"

  /// The protocol that a word names; nil for any other word, `auto` included.
  public init?(word: String) {
    switch word.lowercased() {
    case "half-blocks", "halfblocks": self = .halfBlocks
    case "none": self = .none
    case "iterm": self = .iTerm2
    case let word: self.init(rawValue: word)
    }
  }
}
