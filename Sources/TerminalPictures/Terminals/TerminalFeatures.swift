/// What a terminal can show, as its environment and its answers tell.
public struct TerminalFeatures: Hashable, Sendable {
  /// The best way to give it pictures.
  public var pictures: PictureProtocol
  /// Whether it has colours at all, and they are wanted.
  public var hasColors: Bool
  /// Whether it has 24-bit colours, rather than a palette of 256.
  public var hasTrueColor: Bool
  /// Whether its characters have the quarters of cells, which those of a Linux console lack.
  public var hasQuarterBlocks: Bool
  /// Whether it obeys codes, so that it can be asked something.
  public var obeysCodes: Bool
  /// The size of a cell in pixels, where it is known.
  public var cell: TerminalScreen.Cell?

  /// Judges a terminal by the variables of its environment and by its answers, if it was asked.
  ///
  /// Variables are passed on to programs that run elsewhere, so an answer counts for more than they do. A multiplexer
  /// stands between the program and a terminal of any kind, and shows only what it announces itself.
  public init(environment: [String: String], answers: TerminalAnswers? = nil) {
    let environment = Environment(values: environment)
    hasTrueColor = environment.hasTrueColor
    hasQuarterBlocks = environment["TERM"] != "linux"
    cell = answers?.cell
    pictures = Self.pictures(environment, answers)
    obeysCodes = !environment.isMonochrome
    hasColors = environment["NO_COLOR"].isEmpty && !environment.isMonochrome
  }

  private static func pictures(_ environment: Environment, _ answers: TerminalAnswers?) -> PictureProtocol {
    if environment.isWithoutPictures { return environment.isMonochrome ? .text : .none }
    if environment.isMultiplexed { return answers?.hasSixel == true ? .sixel : .text }
    if environment.hasInlineImages { return .iTerm2 }
    if let answers {
      return answers.hasKittyGraphics ? .kitty : answers.hasSixel ? .sixel : .text
    }
    if environment.hasKittyGraphics { return .kitty }
    return environment.hasSixel ? .sixel : .text
  }

  /// The variables of an environment, and what they say.
  private struct Environment {
    let values: [String: String]

    subscript(name: String) -> String { values[name] ?? "" }

    private var kind: String { self["TERM"].lowercased() }
    private var program: String { self["TERM_PROGRAM"].lowercased() }

    var isWithoutPictures: Bool {
      ["", "dumb", "unknown", "ansi", "emacs"].contains(kind) || kind.hasPrefix("vt1") || kind.hasPrefix("vt2")
    }

    /// Terminals that show text and obey no codes.
    var isMonochrome: Bool { ["dumb", "emacs"].contains(kind) }

    var isMultiplexed: Bool {
      !self["TMUX"].isEmpty || !self["STY"].isEmpty || !self["ZELLIJ"].isEmpty || kind.hasPrefix("tmux")
        || kind.hasPrefix("screen")
    }

    /// Terminals that are best served with iTerm2's protocol.
    var hasInlineImages: Bool {
      ["iterm.app", "wezterm", "mintty"].contains(program) || self["LC_TERMINAL"] == "iTerm2"
        || values.contains { $0.key.hasPrefix("WEZTERM_") && !$0.value.isEmpty }
    }

    var hasKittyGraphics: Bool {
      kind == "xterm-kitty" || kind == "xterm-ghostty" || program == "ghostty" || !self["KITTY_WINDOW_ID"].isEmpty
    }

    var hasSixel: Bool {
      kind.contains("sixel") || kind.hasPrefix("mlterm") || kind.hasPrefix("foot") || kind.hasPrefix("contour")
        || (Int(self["KONSOLE_VERSION"]) ?? 0) >= 220400
    }

    var hasTrueColor: Bool {
      // GNU screen passes the variable on, but not the colours.
      if !self["STY"].isEmpty { return false }
      if ["truecolor", "24bit"].contains(self["COLORTERM"].lowercased()) { return true }
      if isMultiplexed { return false }
      return hasInlineImages || hasKittyGraphics || hasSixel || kind.hasSuffix("-direct")
        || (Int(self["VTE_VERSION"]) ?? 0) >= 3600 || !self["KONSOLE_VERSION"].isEmpty
        || !self["WT_SESSION"].isEmpty
    }
  }
}
