import Basics
import ScriptLanguage

extension Diagnostic {
  /// The diagnostic for editors and other programs; lines and columns count from 1, columns in characters.
  var json: JSONValue {
    [
      "file": .text(range.source.name), "line": .integer(range.start.line), "column": .integer(range.start.column),
      "endLine": .integer(range.end.line), "endColumn": .integer(range.end.column),
      "severity": .text(severity.rawValue), "message": .text(message),
      "expected": expected.map(JSONValue.text) ?? .null, "nearMisses": .list(nearMisses.map(JSONValue.text)),
      "notes": .list(notes.map { .text($0.message) }),
    ]
  }
}
