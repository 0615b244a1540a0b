import ScriptLanguage
import TestSupport
import Testing

/// Feeds the parser scripts with random damage: it must always come back, with a tree and with ranges inside the text.
@Suite struct MutationTests {
  private static let script = """
    # %% [markdown]
    # prose
    # %% Parameters [parameters]
    param epochs = 10  # how often
    a, b = load data split=training
    e = network in=3x32x32
      conv2d 16 kernel=3
      linear (64*8*8)
    end
    model[200] = autoencoder e latent=200
    for n in 1..3 7,9 {x}..4
      print "n is {n + model["a"]}\\n" gaussian(0.3, p=4)
    end
    train model \\
      epochs=epochs
    show log save=loss-{size}.svg,b.png
    (log.validation < 0.03 and not -2^3 == 1)
    include "other.darkroom"
    train?
    """
  private static let pieces = [
    "(", ")", "[", "]", "{", "}", "\"", "=", " = ", ",", "\\", "\n", "\r", "\t", " ", "#", "# %%\n", "..", "x", ".",
    "-",
    "end\n", "for ", "network ", "\\\n", "e\u{301}", "👩‍🔬", "\u{0}", "1e999", "99999999999999999999", "?", "^", "not ",
    "=",
  ]

  @Test func damagedScripts() {
    var generator = SplitMix(state: 1)
    for _ in 0..<8_000 {
      var scalars = Array(Self.script.unicodeScalars)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0...scalars.count, using: &generator)
        let end = min(scalars.count, place + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: scalars.removeSubrange(place..<end)
        case 1:
          scalars.insert(contentsOf: scalars[place..<end], at: Int.random(in: 0...scalars.count, using: &generator))
        case 2: scalars.removeSubrange(place...)
        default:
          scalars.insert(contentsOf: (Self.pieces.randomElement(using: &generator) ?? "").unicodeScalars, at: place)
        }
      }
      check(String(String.UnicodeScalarView(scalars)))
    }
  }

  @Test func piecesInAnyOrder() {
    var generator = SplitMix(state: 2)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0..<24, using: &generator)
      check((0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined())
    }
  }

  private func check(_ text: String) {
    let result = parse(text)
    let source = SourceText(name: "a", text: text)
    let middle = source.bytes.count / 2
    let context = Parser.completionContext(in: source, at: middle, commands: testCommands)
    #expect(context.range.offsets.upperBound <= middle)
    let rendered = DiagnosticRenderer().render(result.diagnostics)
    #expect(result.diagnostics.isEmpty == rendered.isEmpty)
    #expect(
      (result.completeness == .complete) == (result.diagnostics.isEmpty && !text.endsInContinuation),
      "\(text.debugDescription)")
    var last = 0
    for statement in result.script.statements {
      #expect(statement.range.offsets.lowerBound >= last, "\(text.debugDescription)")
      last = statement.range.offsets.upperBound
    }
    if result.diagnostics.isEmpty {
      #expect(!tree(text).contains("INVALID") && !tree(text).contains("MISSING"), "\(text.debugDescription)")
    }
  }
}

extension String {
  fileprivate var endsInContinuation: Bool {
    Lexer.tokens(of: SourceText(name: "", text: self)).endsInContinuation
  }
}
