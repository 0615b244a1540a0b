public import Datasets
public import Figures
public import ScriptLanguage
public import Training

/// What a session tells its front end, which alone decides what people see of it.
///
/// All calls come from the thread that runs the session, but for the download's progress, which may come from another.
public protocol SessionOutput: AnyObject {
  /// Lines that a script prints.
  func print(_ text: String)
  /// A value to display, in lines.
  func display(_ text: String)
  /// A value to display that has richer forms than lines; the lines are shown unless the front end knows better.
  func display(_ value: DisplayedValue)
  /// A page of help.
  func page(_ text: String)
  /// A figure, with the paths of the files that it was already written to.
  func show(_ figure: ShownFigure) throws
  /// A remark about the run, which is no result, such as a file that was written.
  func note(_ text: String)
  /// A remark about what a command gave, such as what its threshold comes to, which belongs to the result.
  func remark(_ text: String)
  /// A remark about the script.
  func warn(_ diagnostic: Diagnostic)
  /// A training began, went on or ended.
  func training(_ event: TrainingEvent)
  /// Takes away what was shown: at once, or where `wait` only when something new comes.
  func clear(wait: Bool)
  /// What a person answers to a question, whose beginning of a line it is told; nil where nobody is there who could answer.
  func ask(_ prompt: String) -> String?
  /// Whether somebody is there who could answer.
  var isAnswered: Bool { get }
  /// What reports the progress of a loading or of other long work, from any thread; nil for nothing.
  var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { get }
}

extension SessionOutput {
  /// Displays the lines.
  public func display(_ value: DisplayedValue) { display(value.text) }

  /// Says it as any other remark.
  public func remark(_ text: String) { note(text) }

  /// Nobody answers.
  public func ask(_ prompt: String) -> String? { nil }

  /// Nobody is there.
  public var isAnswered: Bool { false }
}

/// A figure that a script shows.
public struct ShownFigure {
  /// The figure.
  public let figure: Figure
  /// The figure's number in this session, from 1.
  public let number: Int
  /// The files that it was written to; empty where the script named none.
  public let paths: [String]
  /// The command that drew it.
  public let command: String

  /// Whether it was asked for as an animation, which a page then shows too.
  public var isAnimation: Bool {
    figure.frames.count > 1 && paths.contains { [.gif, .apng].contains(try? FigureFormat(path: $0)) }
  }

  /// What stands in the figure's place where there are no pictures, and what a screen reader reads.
  public var words: String { figure.words }
}

extension Figure {
  /// What it shows, in words, its title before them.
  public var words: String { [title.map { $0 + ": " }, summary].compactMap(\.self).joined() }
}
