import Basics
import ScriptRuntime

/// What a person who writes a cell is told.
extension ShellRouter {
  /// The reply to `complete_request`.
  func completion(_ content: JSONValue) -> JSONValue {
    let (code, offset) = Self.place(content)
    let completions = session.completions(in: code, at: offset)
    let start = CodePoints.count(before: completions.range.lowerBound, in: code)
    let end = CodePoints.count(before: completions.range.upperBound, in: code)
    let kinds = completions.candidates.map { candidate -> JSONValue in
      [
        "start": .integer(start), "end": .integer(end), "text": .text(candidate.text),
        "type": .text(candidate.kind.rawValue), "signature": .text(candidate.summary),
      ]
    }
    return [
      "status": "ok", "cursor_start": .integer(start), "cursor_end": .integer(end),
      "matches": .list(completions.candidates.map { .text($0.text) }),
      "metadata": ["_jupyter_types_experimental": .list(kinds)],
    ]
  }

  /// The reply to `inspect_request`.
  func inspection(_ content: JSONValue) -> JSONValue {
    let (code, offset) = Self.place(content)
    let isDetailed = (content["detail_level"]?.integer ?? 0) > 0
    let text = session.inspection(in: code, at: offset, detailed: isDetailed)
    let data: JSONValue = text.map { ["text/plain": .text($0)] } ?? [:]
    return ["status": "ok", "found": .boolean(text != nil), "data": data, "metadata": [:]]
  }

  /// The reply to `is_complete_request`.
  func completeness(_ content: JSONValue) -> JSONValue {
    guard let code = content["code"]?.text else { return ["status": "unknown"] }
    switch Session.completeness(of: code) {
    case .complete: return ["status": "complete"]
    case .incomplete(let indent): return ["status": "incomplete", "indent": .text(indent)]
    case .open, .wrong: return ["status": "invalid"]
    }
  }

  /// The text of a request, and its place in bytes; without one the place is the end.
  private static func place(_ content: JSONValue) -> (code: String, offset: Int) {
    let code = content["code"]?.text ?? ""
    return (code, content["cursor_pos"]?.integer.map { CodePoints.bytes(before: $0, in: code) } ?? code.utf8.count)
  }
}
