import Basics
import Datasets
import Figures
import ScriptLanguage
import ScriptRuntime
import Synchronization
import TerminalPictures
import Training

/// What a session says, on a terminal or in a log: values on standard output, all else on standard error.
final class ConsoleOutput: SessionOutput {
  private let values: Terminal
  private let remarks: Terminal
  private let isQuiet: Bool
  private let outputFolder: String
  private let figureName: String
  private let now: () -> Double
  private let figures: TerminalFigures?
  private let stop: StopFlag
  private var trainings: TrainingDisplay
  /// Figures so far that named no file.
  private var unnamed = 0
  private let keepsEarlierFigures: Bool
  /// The files that figures were written to, in order, each once.
  private(set) var figurePaths: [String] = []
  /// Shows a text that is longer than the window, page by page, and says whether it could; nil to write it as it is.
  var paging: ((_ text: String) -> Bool)?
  /// Asks whoever sits at the prompt; nil where nobody does.
  var asking: ((_ prompt: String) -> String?)?

  /// - Parameters:
  ///   - figureName: What files are called of figures that name none: `NAME-1.png`.
  ///   - keepsEarlierFigures: Whether figures that are there already are left, and new ones get new numbers.
  ///   - isQuiet: Whether progress and remarks are left out.
  ///   - figures: Shows figures in the terminal itself; nil not to.
  ///   - stop: What ends a long text before its end, or one that a reader keeps waiting.
  ///   - now: A clock that counts seconds.
  init(
    values: Terminal, remarks: Terminal, isQuiet: Bool, outputFolder: String, figureName: String,
    keepsEarlierFigures: Bool = false, figures: TerminalFigures? = nil,
    stop: StopFlag = StopFlag(), now: @escaping () -> Double
  ) {
    self.values = values
    self.remarks = remarks
    self.isQuiet = isQuiet
    self.outputFolder = outputFolder
    self.figureName = figureName
    self.keepsEarlierFigures = keepsEarlierFigures
    self.now = now
    self.figures = figures
    self.stop = stop
    trainings = TrainingDisplay(on: remarks, figures: figures, now: now)
  }

  func print(_ text: String) { display(text) }

  func display(_ text: String) {
    guard values.isInteractive else { return write(text) }
    let isLine = !text.contains(where: \.isNewline)
    write(
      isLine ? wordWrapped(text, columns: values.columns) : WrappedTable.text(text, columns: values.columns))
  }

  private func write(_ text: String) {
    trainings.leavePicture()
    // What was stopped may still say how far it came.
    values.write(text + "\n", unless: stop.isSet ? nil : stop)
  }

  func display(_ value: DisplayedValue) {
    display(value.text)
    if let picture = value.picture { _ = figures?.draw(picture, widest: 80) }
  }

  func page(_ text: String) {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).count
    guard let paging, values.obeysCodes, rows >= values.window.rows - 1, paging(text + "\n") else {
      return write(text)
    }
  }

  func ask(_ prompt: String) -> String? {
    trainings.leavePicture()
    return asking?(prompt)
  }

  var isAnswered: Bool { asking != nil }

  func clear(wait: Bool) {
    guard values.obeysCodes else { return }
    trainings.leavePicture()
    values.write("\u{1B}[H\u{1B}[2J")
  }

  func show(_ shown: ShownFigure) throws {
    var paths = shown.paths
    if paths.isEmpty {
      let path = nextPath()
      try Folders.make(above: path)
      try shown.figure.write(to: path)
      paths = [path]
    }
    for path in paths where !figurePaths.contains(path) { figurePaths.append(path) }
    trainings.leavePicture()
    try figures?.show(shown.figure)
    note(paths.joined(separator: ", "))
  }

  /// The file of a figure that names none: numbered from 1 in a script, whose figures are those of its last run; at the
  /// prompt behind those that are there already.
  private func nextPath() -> String {
    repeat { unnamed += 1 } while keepsEarlierFigures && Folders.holdFile(path(unnamed))
    return path(unnamed)
  }

  private func path(_ number: Int) -> String { outputFolder.appendingPath("\(figureName)-\(number).png") }

  func note(_ text: String) {
    guard !isQuiet else { return }
    trainings.leavePicture()
    remarks.write((remarks.isInteractive ? wordWrapped(text, columns: remarks.columns) : text) + "\n")
  }

  func warn(_ diagnostic: Diagnostic) { report([diagnostic]) }

  func training(_ event: TrainingEvent) {
    guard !isQuiet else { return }
    trainings.show(event)
  }

  var loadingProgress: (@Sendable (LoadingProgress) -> Void)? {
    guard !isQuiet else { return nil }
    let bar = LoadingBar(on: remarks)
    return { bar.show($0) }
  }

  /// Writes diagnostics, as editors read them.
  func report(_ diagnostics: [Diagnostic]) {
    trainings.leavePicture()
    let renderer = DiagnosticRenderer(
      colours: remarks.usesColor, columns: remarks.isInteractive ? remarks.columns : nil)
    remarks.write(renderer.render(diagnostics) + "\n")
  }

  /// Says something that is wrong with how the program was called.
  func complain(_ message: String) {
    trainings.leavePicture()
    remarks.write(Complaint.text(message))
  }
}
