import Datasets
import Figures
import Notebooks
import ScriptLanguage
import ScriptRuntime
import Training

/// Keeps what each cell of a script gives, so that the script becomes an executed notebook.
///
/// A value that a cell ends with is its result, and of a training the losses of its epochs are kept. Remarks about files
/// are not: they belong to the run, and not to what came of it; what is remarked on results is.
final class NotebookKeeper: CellOutputKeeper {
  /// The notebook, with what was kept so far.
  private(set) var notebook: Notebook
  /// The notebook's cells that begin with a header, by the line of the header; the one before the first header at 0.
  private var places: [Int: Int] = [:]
  private var cell: Int?
  private var count = 0
  /// The figures in the dark theme.
  private(set) var dark = DarkForms()
  private let drawsDarkly: Bool
  private let drawsPages: Bool

  /// Keeps what the cells of a script give; figures in the dark theme too, where a page is to show them, and as pieces of
  /// pages, where a notebook is.
  init(_ source: SourceText, drawsDarkly: Bool = false, drawsPages: Bool = false) {
    (self.drawsDarkly, self.drawsPages) = (drawsDarkly, drawsPages)
    notebook = Notebook(percent: source.text)
    let script = Parser.parse(source, commands: CommandTable.vocabulary).script
    let headers = script.cells.compactMap { $0.header?.range.start.line }
    let first = notebook.cells.count - headers.count
    if first > 0 { places[0] = 0 }
    for (index, line) in headers.enumerated() { places[line] = first + index }
  }

  /// Takes note that a cell begins.
  fileprivate func begin(_ scriptCell: ScriptCell) {
    cell = places[scriptCell.header?.range.start.line ?? 0]
    guard let cell, notebook.cells.indices.contains(cell), !scriptCell.statements.isEmpty else { return }
    count += 1
    notebook.cells[cell].executionCount = count
  }

  /// Takes note that a cell is over, with its result.
  fileprivate func finish(result: DisplayedValue?) {
    if let result { keep(.result(MIMEBundle(result), count: count)) }
  }

  /// Takes note of what ended the script early.
  fileprivate func fail(_ diagnostic: Diagnostic) {
    keep(
      .error(
        name: "Error", value: diagnostic.message,
        traceback: [DiagnosticRenderer(colours: true).render([diagnostic])]))
  }

  /// Takes note that the script was stopped: in which cell, and that those behind it did not run.
  fileprivate func stop() {
    keep(
      .error(
        name: "Stopped", value: "the script was stopped in this cell",
        traceback: ["the script was stopped in this cell; what is trained stays"]))
    for index in notebook.cells.indices where index > cell ?? -1 && notebook.cells[index].kind == .code {
      guard notebook.cells[index].source.contains(where: { !$0.isWhitespace }) else { continue }
      notebook.cells[index].outputs.append(
        .stream(name: "stderr", text: "did not run: the script was stopped before this cell\n"))
    }
  }

  func isOutput(_ output: RecordedOutput) -> Bool {
    switch output {
    case .note: false
    case .training(.epoch): true
    case .training(.began(let log, _)): !log.epochs.isEmpty
    case .training: false
    default: true
    }
  }

  func keep(_ output: RecordedOutput) {
    switch output {
    case .printed(let text), .page(let text), .remark(let text): keep(.stream(name: "stdout", text: text + "\n"))
    case .displayed(let value): keep(.display(MIMEBundle(value)))
    case .note: break
    case .warning(let diagnostic):
      keep(.stream(name: "stderr", text: DiagnosticRenderer(colours: true).render(diagnostic) + "\n"))
    case .training(.epoch(let record, let progress)): keep(record, progress)
    case .training(.began(let log, let progress)):
      for record in log.epochs { keep(record, progress) }
    case .training: break
    case .cleared:
      if let cell, notebook.cells.indices.contains(cell) { notebook.cells[cell].outputs = [] }
    }
  }

  func keep(_ shown: ShownFigure) throws {
    // An animated PNG is a PNG, and moves in every browser.
    let forms = try FigureForms(shown.figure, isAnimation: shown.isAnimation, drawsDarkly: drawsPages)
    var bundle = MIMEBundle(["text/plain": .text(shown.words), "image/png": .bytes(forms.png)])
    // The piece of a page holds the drawing too.
    if !drawsPages || drawsDarkly { bundle["image/svg+xml"] = forms.svg.map { .text($0) } }
    if drawsPages { bundle["text/html"] = .text(forms.html(words: shown.words)) }
    keep(.display(bundle))
    guard drawsDarkly, let figure = shown.figure.inTheDark else { return }
    if let light = forms.svg, !DarkForms.needPicture(insteadOf: light) {
      dark.add(drawing: light, dark: String(decoding: try figure.render(.svg), as: UTF8.self))
    } else {
      dark.add(picture: forms.png, dark: try figure.render(shown.isAnimation ? .apng : .png))
    }
  }

  private func keep(_ record: EpochRecord, _ progress: TrainingProgress) {
    keep(.stream(name: "stdout", text: record.text(of: progress.lastEpoch) + "\n"))
  }

  private func keep(_ output: CellOutput) {
    if let cell, notebook.cells.indices.contains(cell) { notebook.cells[cell].outputs.append(output) }
  }

  var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
}

extension MIMEBundle {
  /// A displayed value in all of its forms.
  fileprivate init(_ value: DisplayedValue) {
    self.init(value.forms.mapValues { .text($0) })
    self["text/plain"] = .text(value.text)
  }
}

/// Records an executed notebook.
typealias NotebookRecorder = CellRecorder<NotebookKeeper>

extension CellRecorder<NotebookKeeper> {
  /// Takes note that a cell begins, and that the one before it is over.
  func begin(_ cell: ScriptCell) {
    finish()
    keeper.begin(cell)
  }

  /// Takes note that the script is over, with what ended it early.
  func finish(failure: [Diagnostic] = [], wasStopped: Bool = false) {
    keeper.finish(result: takeResult())
    for diagnostic in failure { keeper.fail(diagnostic) }
    if wasStopped { keeper.stop() }
  }
}
