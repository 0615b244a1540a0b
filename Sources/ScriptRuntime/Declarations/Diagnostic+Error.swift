import Datasets
import ScriptLanguage

extension Diagnostic {
  /// What a library says of something that a script asked it for, with what it lists behind.
  init(_ error: any Error, at range: SourceRange) {
    self.init(at: range, "\(error)")
    if let error = error as? DatasetError { lines = error.details }
  }
}
