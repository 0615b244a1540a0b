import ScriptLanguage
import ScriptRuntime

/// The lexer and the parser, and what makes lines of the mistakes that they find.
enum ScriptParseTarget: FuzzTarget {
  static let name = "script-parse"
  static let words = ScriptWords.all

  static func run(_ bytes: [UInt8]) {
    guard let source = try? SourceText(name: "fuzz.darkroom", bytes: bytes) else { return }
    let result = Parser.parse(source, commands: CommandTable.vocabulary)
    let rendered = DiagnosticRenderer(colours: true).render(result.diagnostics)
    require(result.diagnostics.isEmpty == rendered.isEmpty, "a mistake is not told")
    var last = 0
    for statement in result.script.statements {
      let offsets = statement.range.offsets
      require(offsets.lowerBound >= last && offsets.upperBound <= source.bytes.count, "statements do not follow")
      last = offsets.upperBound
    }
    _ = DiagnosticRenderer().render(Parser.parseValue(source).diagnostics)
  }
}
