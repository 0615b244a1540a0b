import Datasets
import Notebooks
import ScriptLanguage
import ScriptRuntime
import Training

/// Keeps what each cell of a script gives, so that the script becomes an executed notebook; and passes it on.
///
/// A value that a cell ends with is its result, and of a training the losses of its epochs are kept. Remarks about files
/// are not: they belong to the run, and not to what came of it.
final class NotebookRecorder: SessionOutput {
  /// The notebook, with what was kept so far.
  private(set) var notebook: Notebook
  private let inner: any SessionOutput
  /// The notebook's cells that begin with a header, by the line of the header; the one before the first header at 0.
  private var places: [Int: Int] = [:]
  private var cell: Int?
  private var count = 0
  /// A value that was displayed last, and is the cell's result if nothing follows.
  private var pending: String?

  /// Keeps what the cells of a script give.
  init(_ source: SourceText, passingOnTo inner: any SessionOutput) {
    notebook = Notebook(percent: source.text)
    self.inner = inner
    let script = Parser.parse(source, commands: CommandTable.vocabulary).script
    let headers = script.cells.compactMap { $0.header?.range.start.line }
    let first = notebook.cells.count - headers.count
    if first > 0 { places[0] = 0 }
    for (index, line) in headers.enumerated() { places[line] = first + index }
  }

  /// Takes note that a cell begins.
  func begin(_ scriptCell: ScriptCell) {
    finish()
    cell = places[scriptCell.header?.range.start.line ?? 0]
    guard let cell, notebook.cells.indices.contains(cell), !scriptCell.statements.isEmpty else { return }
    count += 1
    notebook.cells[cell].executionCount = count
  }

  /// Takes note that the script is over, with what ended it early.
  func finish(failure: [Diagnostic] = []) {
    if let text = pending { keep(.result(MIMEBundle(["text/plain": .text(text)]), count: count), keepsPending: true) }
    pending = nil
    for diagnostic in failure {
      keep(
        .error(
          name: "Error", value: diagnostic.message,
          traceback: [DiagnosticRenderer(colours: true).render([diagnostic])]))
    }
  }

  private func keep(_ output: CellOutput, keepsPending: Bool = false) {
    if let text = pending, !keepsPending {
      pending = nil
      keep(.display(MIMEBundle(["text/plain": .text(text)])))
    }
    if let cell, notebook.cells.indices.contains(cell) { notebook.cells[cell].outputs.append(output) }
  }

  func print(_ text: String) {
    keep(.stream(name: "stdout", text: text + "\n"))
    inner.print(text)
  }

  func display(_ text: String) {
    if let earlier = pending {
      pending = nil
      keep(.display(MIMEBundle(["text/plain": .text(earlier)])))
    }
    pending = text
    inner.display(text)
  }

  func page(_ text: String) {
    keep(.stream(name: "stdout", text: text + "\n"))
    inner.page(text)
  }

  func show(_ figure: ShownFigure) throws {
    var forms: [String: MIMEContent] = ["text/plain": .text(figure.words)]
    // An animated PNG is a PNG, and moves in every browser.
    forms["image/png"] = .bytes(try figure.figure.render(figure.isAnimation ? .apng : .png))
    if !figure.isAnimation {
      forms["image/svg+xml"] = .text(String(decoding: try figure.figure.render(.svg), as: UTF8.self))
    }
    keep(.display(MIMEBundle(forms)))
    try inner.show(figure)
  }

  func note(_ text: String) { inner.note(text) }

  func warn(_ diagnostic: Diagnostic) {
    keep(.stream(name: "stderr", text: DiagnosticRenderer(colours: true).render([diagnostic]) + "\n"))
    inner.warn(diagnostic)
  }

  func training(_ event: TrainingEvent) {
    if case .epoch(let record, let progress) = event {
      keep(.stream(name: "stdout", text: ProgressBar.losses(record, progress) + "\n"))
    }
    inner.training(event)
  }

  func clear(wait: Bool) {
    pending = nil
    if let cell, notebook.cells.indices.contains(cell) { notebook.cells[cell].outputs = [] }
    inner.clear(wait: wait)
  }

  var downloadProgress: (@Sendable (DownloadProgress) -> Void)? { inner.downloadProgress }
}
