public import Datasets
public import ScriptLanguage
public import Training

/// One thing that a session says while it runs a cell, figures apart, which may fail to be drawn.
public enum RecordedOutput {
  /// Lines that a script prints.
  case printed(String)
  /// A value that was displayed, and that something followed.
  case displayed(DisplayedValue)
  /// A page of help.
  case page(String)
  /// A remark about the run, which is no result, such as a file that was written.
  case note(String)
  /// A remark about what a command gave.
  case remark(String)
  /// A remark about the script.
  case warning(Diagnostic)
  /// A training began, went on or ended.
  case training(TrainingEvent)
  /// What was shown is taken away: at once, or where `wait` only when something new comes.
  case cleared(wait: Bool)
}

/// What keeps a cell's outputs in a format of its own.
public protocol CellOutputKeeper: AnyObject {
  /// Whether something is among the cell's outputs, so that a value displayed before it is not the cell's result.
  func isOutput(_ output: RecordedOutput) -> Bool
  /// Takes in what the session says next.
  func keep(_ output: RecordedOutput)
  /// Takes in a figure, which is among the outputs; throws where it cannot be drawn.
  func keep(_ figure: ShownFigure) throws
  /// What a person answers to a question; nil where nobody is there who could answer.
  func ask(_ prompt: String) -> String?
  /// Whether somebody is there who could answer.
  var isAnswered: Bool { get }
  /// What reports the progress of a download, from any thread; nil for nothing.
  var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { get }
}

extension CellOutputKeeper {
  /// Nobody answers.
  public func ask(_ prompt: String) -> String? { nil }

  /// Nobody is there.
  public var isAnswered: Bool { false }
}
