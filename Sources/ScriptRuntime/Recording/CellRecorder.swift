public import Datasets
public import ScriptLanguage
public import Training

/// Hands what a session says on to a keeper of a cell's outputs, and tells which value is the cell's result: the one
/// that it displayed last, if no output followed.
public final class CellRecorder<Keeper: CellOutputKeeper>: SessionOutput {
  /// What keeps the outputs.
  public let keeper: Keeper
  /// Another who listens, after the keeper.
  private let listener: (any SessionOutput)?
  private var lastValue: DisplayedValue?

  /// Records for a keeper, and passes all on to another listener, where there is one.
  public init(_ keeper: Keeper, passingOnTo listener: (any SessionOutput)? = nil) {
    (self.keeper, self.listener) = (keeper, listener)
  }

  /// The value that the cell displayed last with no output behind it, which is forgotten; nil for none.
  public func takeResult() -> DisplayedValue? { lastValue.take() }

  /// Has the value displayed last be an output like others, since something follows that the session does not say.
  public func releaseValue() {
    if let value = lastValue.take() { keeper.keep(.displayed(value)) }
  }

  private func record(_ output: RecordedOutput) {
    if keeper.isOutput(output) { releaseValue() }
    keeper.keep(output)
  }

  /// Records lines that a script prints.
  public func print(_ text: String) {
    record(.printed(text))
    listener?.print(text)
  }

  /// Holds a value back until it is known whether it is the cell's result.
  public func display(_ text: String) {
    releaseValue()
    lastValue = DisplayedValue(text)
    listener?.display(text)
  }

  /// Holds a value back in all of its forms.
  public func display(_ value: DisplayedValue) {
    releaseValue()
    lastValue = value
    listener?.display(value)
  }

  /// Records a page of help.
  public func page(_ text: String) {
    record(.page(text))
    listener?.page(text)
  }

  /// Records a figure.
  public func show(_ figure: ShownFigure) throws {
    releaseValue()
    try keeper.keep(figure)
    try listener?.show(figure)
  }

  /// Records a remark about the run.
  public func note(_ text: String) {
    record(.note(text))
    listener?.note(text)
  }

  /// Records a remark about what a command gave.
  public func remark(_ text: String) {
    record(.remark(text))
    listener?.remark(text)
  }

  /// Records a remark about the script.
  public func warn(_ diagnostic: Diagnostic) {
    record(.warning(diagnostic))
    listener?.warn(diagnostic)
  }

  /// Records that a training began, went on or ended.
  public func training(_ event: TrainingEvent) {
    record(.training(event))
    listener?.training(event)
  }

  /// Records that what was shown is taken away.
  public func clear(wait: Bool) {
    record(.cleared(wait: wait))
    listener?.clear(wait: wait)
  }

  /// What a person answers to the listener, or else to the keeper; what was displayed before stands above the question.
  public func ask(_ prompt: String) -> String? {
    releaseValue()
    return if let listener { listener.ask(prompt) } else { keeper.ask(prompt) }
  }

  /// Whether the listener, or else the keeper, has somebody who could answer.
  public var isAnswered: Bool { listener?.isAnswered ?? keeper.isAnswered }

  /// What reports the progress of a download: the listener's, or else the keeper's.
  public var loadingProgress: (@Sendable (LoadingProgress) -> Void)? {
    if let listener { listener.loadingProgress } else { keeper.loadingProgress }
  }
}
