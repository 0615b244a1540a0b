import ScriptLanguage

/// Several mistakes in one call, which the checker reports all, and of which a run tells the first.
struct Problems: Error {
  /// The mistakes, in the order of the text; at least one.
  let diagnostics: [Diagnostic]

  /// Some mistakes; nil where there are none.
  init?(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return nil }
    self.diagnostics = diagnostics
  }
}
