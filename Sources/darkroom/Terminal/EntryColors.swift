import Notebooks

/// The colours of what is typed at the prompt: those of code in reports, as far as a terminal's own sixteen go.
enum EntryColors {
  /// The pieces that have a colour, as offsets in the text's UTF-8, and the parameter of the code for it.
  static func styles(of text: String) -> [(range: Range<Int>, code: String)] {
    // A line for the shell is none of the language's.
    if text.first == "!" { return [] }
    return CodeHighlighting.pieces(of: text).compactMap { range, kind in
      guard let code = code(for: kind) else { return nil }
      let start = text.utf8.distance(from: text.utf8.startIndex, to: range.lowerBound)
      return (start..<(start + text.utf8.distance(from: range.lowerBound, to: range.upperBound)), code)
    }
  }

  private static func code(for kind: CodeKind) -> String? {
    switch kind {
    case .command: "1"
    case .keyword: "35"
    case .option: "36"
    case .text: "33"
    case .number: "94"
    case .comment: "90"
    default: nil
    }
  }
}
