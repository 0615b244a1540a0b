import TerminalPictures
import Testing

@Suite struct TerminalFeaturesTests {
  static func answers(sixel: Bool = false, kitty: Bool = false) -> TerminalAnswers {
    var answers = TerminalAnswers()
    answers.hasSixel = sixel
    answers.hasKittyGraphics = kitty
    return answers
  }

  /// An environment, what the terminal answers, and what comes of them.
  static let table: [([String: String], TerminalAnswers?, PictureProtocol, Bool)] = [
    ([:], nil, .none, false),
    (["TERM": "dumb", "COLORTERM": "truecolor"], answers(sixel: true), .text, true),
    (["TERM": "vt100"], nil, .none, false),
    (["TERM": "linux"], nil, .text, false),
    (["TERM": "xterm-256color"], nil, .text, false),
    (["TERM": "xterm-256color"], answers(), .text, false),
    (["TERM": "xterm-256color"], answers(sixel: true), .sixel, false),
    (["TERM": "xterm-256color"], answers(sixel: true, kitty: true), .kitty, false),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], nil, .text, true),
    (["TERM": "xterm-256color", "COLORTERM": "24bit"], nil, .text, true),
    (["TERM": "xterm-direct"], nil, .text, true),
    (["TERM": "xterm-256color", "VTE_VERSION": "6800"], answers(), .text, true),
    (["TERM": "xterm-256color", "VTE_VERSION": "3400"], nil, .text, false),
    (["TERM": "xterm-kitty"], nil, .kitty, true),
    (["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"], nil, .kitty, true),
    // Started from within kitty, but another terminal.
    (["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"], answers(), .text, true),
    (["TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"], nil, .kitty, true),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], answers(sixel: true), .iTerm2, true),
    (["TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"], nil, .iTerm2, true),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], nil, .iTerm2, true),
    (["TERM": "xterm-256color", "WEZTERM_PANE": "0"], answers(kitty: true), .iTerm2, true),
    (["TERM": "xterm-256color", "KONSOLE_VERSION": "220401"], nil, .sixel, true),
    (["TERM": "xterm-256color", "KONSOLE_VERSION": "210800"], nil, .text, true),
    (["TERM": "foot"], nil, .sixel, true),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"], nil, .text, false),
    (["TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0"], answers(), .text, false),
    (
      ["TERM": "tmux-256color", "TMUX": "x", "LC_TERMINAL": "iTerm2", "COLORTERM": "truecolor"], nil, .text, true
    ),
    (["TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"], answers(kitty: true), .text, false),
    (["TERM": "tmux-256color", "TMUX": "x"], answers(sixel: true), .sixel, false),
    (["TERM": "screen.xterm-256color", "STY": "1.tty", "COLORTERM": "truecolor"], answers(), .text, false),
    (["TERM": "screen-256color"], nil, .text, false),
    (["TERM": "xterm-256color", "NO_COLOR": "1"], nil, .text, false),
    (["TERM": "xterm-256color", "NO_COLOR": ""], nil, .text, false),
    (["TERM": "xterm-kitty", "NO_COLOR": "1"], nil, .kitty, true),
  ]

  @Test("A terminal is known by its environment and its answers", arguments: table.indices)
  func features(row: Int) {
    let (environment, answers, pictures, hasTrueColor) = Self.table[row]
    let features = TerminalFeatures(environment: environment, answers: answers)
    #expect(features.pictures == pictures, "\(environment)")
    #expect(features.hasTrueColor == hasTrueColor, "\(environment)")
    #expect(features.hasColors == (environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty))
    #expect(features.hasQuarterBlocks == (environment["TERM"] != "linux"))
  }

  @Test func protocolsHaveWords() {
    for pictures in PictureProtocol.allCases { #expect(PictureProtocol(word: pictures.rawValue) == pictures) }
    #expect(PictureProtocol(word: "iTerm2") == .iTerm2)
    #expect(PictureProtocol(word: "half-blocks") == .halfBlocks)
    #expect(PictureProtocol(word: "none") == PictureProtocol.none)
    #expect(PictureProtocol(word: "auto") == nil)
  }
}
