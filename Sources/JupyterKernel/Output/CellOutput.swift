package import Basics
package import Datasets
import Figures
package import ScriptLanguage
package import ScriptRuntime
package import Training

/// What a session says while it runs a cell, as the messages of the protocol.
package final class CellOutput: SessionOutput {
  private let publisher: any MessagePublisher
  private let clock: @Sendable () -> Double
  /// The header of the request that is being answered.
  private var request: JSONValue = [:]
  private var isSilent = false
  /// A value that was displayed, and is the cell's result if nothing follows.
  private var lastDisplay: String?
  private var pages: [String] = []
  private var live: LiveTraining?
  private var trainings = 0

  /// Where messages go, and a clock that counts seconds.
  package init(publisher: any MessagePublisher, clock: @escaping @Sendable () -> Double) {
    self.publisher = publisher
    self.clock = clock
  }

  /// A cell begins.
  package func begin(about request: JSONValue, isSilent: Bool) {
    self.request = request
    self.isSilent = isSilent
    (lastDisplay, pages, live) = (nil, [], nil)
  }

  /// The cell is over: what it displayed last, with nothing behind it, and the pages of help that it opened.
  package func end() -> (result: String?, pages: [String]) {
    defer { (lastDisplay, pages, live) = (nil, [], nil) }
    return (lastDisplay, pages)
  }

  /// Says that a cell failed, before that is published: what it displayed is then no result.
  package func fail() { releaseDisplay() }

  package func print(_ text: String) { stream("stdout", text) }

  package func display(_ text: String) {
    releaseDisplay()
    lastDisplay = text
  }

  package func page(_ text: String) { pages.append(text) }

  package func show(_ shown: ShownFigure) throws {
    guard !isSilent else { return }
    releaseDisplay()
    var words = "figure \(shown.number): \(shown.command)"
    if !shown.paths.isEmpty { words += "\nwritten to " + shown.paths.joined(separator: ", ") }
    publish("display_data", try shown.figure.pictures(words: words, hasLines: true, isAnimation: shown.isAnimation))
  }

  package func note(_ text: String) { stream("stderr", text) }

  package func warn(_ diagnostic: Diagnostic) { stream("stderr", DiagnosticRenderer(colours: true).render(diagnostic)) }

  package func clear(wait: Bool) {
    releaseDisplay()
    publish("clear_output", ["wait": .boolean(wait)])
  }

  package func training(_ event: TrainingEvent) {
    guard !isSilent else { return }
    releaseDisplay()
    if let begun = DevelopingTraining(event) {
      trainings += 1
      live = LiveTraining(begun, number: trainings, identifier: request["msg_id"]?.text ?? "", clock: clock)
    }
    live?.take(event) { type, content in publish(type, content) }
    if case .ended = event { live = nil }
  }

  package var downloadProgress: (@Sendable (DownloadProgress) -> Void)? {
    guard !isSilent else { return nil }
    let lines = DownloadLines()
    return { [publisher, request] progress in
      if let line = lines.line(for: progress) { publisher.stream("stderr", line + "\n", about: request) }
    }
  }

  /// A value that something follows is a line among others.
  private func releaseDisplay() {
    guard let text = lastDisplay else { return }
    lastDisplay = nil
    publishStream("stdout", text)
  }

  private func stream(_ name: String, _ text: String) {
    releaseDisplay()
    publishStream(name, text)
  }

  private func publishStream(_ name: String, _ text: String) {
    if !isSilent { publisher.stream(name, text + "\n", about: request) }
  }

  private func publish(_ type: String, _ content: JSONValue) {
    if !isSilent { publisher.publish(type, content, about: request) }
  }
}
