import Basics
package import Datasets
import ScriptLanguage
package import ScriptRuntime
import Training

/// What a session says while it runs a cell, as the messages of the protocol.
package final class OutputMessages: CellOutputKeeper {
  private let publisher: any MessagePublisher
  private let clock: @Sendable () -> Double
  /// The header of the request that is being answered.
  private var request: JSONValue = [:]
  private var isSilent = false
  private var pages: [String] = []
  private var live: LiveTraining?
  /// Asks the person in front of the client that sent the request; nil where its client lets nobody be asked.
  private var asking: ((_ prompt: String) -> String?)?
  private var trainings = 0
  private var works = 0

  /// Where messages go, and a clock that counts seconds.
  package init(publisher: any MessagePublisher, clock: @escaping @Sendable () -> Double) {
    self.publisher = publisher
    self.clock = clock
  }

  /// A cell begins.
  func begin(about request: JSONValue, isSilent: Bool, asking: ((_ prompt: String) -> String?)? = nil) {
    self.asking = asking
    self.request = request
    self.isSilent = isSilent
    (pages, live) = ([], nil)
  }

  /// The cell is over: the pages of help that it opened.
  func takePages() -> [String] {
    defer { (pages, live) = ([], nil) }
    return pages
  }

  /// Whether something is published as it comes: all but pages of help, which the reply carries.
  package func isOutput(_ output: RecordedOutput) -> Bool { if case .page = output { false } else { true } }

  /// Publishes what the session says.
  package func keep(_ output: RecordedOutput) {
    switch output {
    case .printed(let text): stream("stdout", text)
    case .displayed(let value) where value.forms.isEmpty: stream("stdout", value.text)
    case .displayed(let value): publish("display_data", ["data": value.data, "metadata": [:]])
    case .page(let text): pages.append(text)
    // Clients show `stderr` as if something had gone wrong.
    case .note(let text), .remark(let text): stream("stdout", text)
    case .warning(let diagnostic): stream("stderr", DiagnosticRenderer(colours: true).render(diagnostic))
    case .training(let event): show(event)
    case .cleared(let wait): publish("clear_output", ["wait": .boolean(wait)])
    }
  }

  /// Publishes a figure.
  package func keep(_ shown: ShownFigure) throws {
    guard !isSilent else { return }
    var words = "figure \(shown.number): \(shown.command)"
    if !shown.paths.isEmpty { words += "\nwritten to " + shown.paths.joined(separator: ", ") }
    let message = try FigureMessage(shown.figure, words: shown.words, isAnimation: shown.isAnimation)
    publish("display_data", message.content(text: words))
  }

  private func show(_ event: TrainingEvent) {
    guard !isSilent else { return }
    if let begun = DevelopingTraining(event) {
      trainings += 1
      live = LiveTraining(begun, number: trainings, identifier: request["msg_id"]?.text ?? "", clock: clock)
    }
    live?.take(event) { type, content in publish(type, content) }
    if case .ended = event {
      if let live { stream("stdout", live.closingLine) }
      live = nil
    }
  }

  /// Asks a person, once all that was said before is on its way.
  package func ask(_ prompt: String) -> String? {
    guard !isSilent, let asking else { return nil }
    publisher.flush()
    return asking(prompt)
  }

  /// Whether the client lets people answer.
  package var isAnswered: Bool { !isSilent && asking != nil }

  /// Shows how far a loading is.
  package var loadingProgress: (@Sendable (LoadingProgress) -> Void)? {
    guard !isSilent else { return nil }
    works += 1
    let identifier = "\(request["msg_id"]?.text ?? "")-work-\(works)"
    let work = LiveWork(identifier: identifier, clock: clock) { [publisher, request] type, content in
      publisher.publish(type, content, about: request)
    }
    return { work.take($0) }
  }

  private func stream(_ name: String, _ text: String) {
    if !isSilent { publisher.stream(name, text + "\n", about: request) }
  }

  private func publish(_ type: String, _ content: JSONValue) {
    if !isSilent { publisher.publish(type, content, about: request) }
  }
}

extension DisplayedValue {
  /// The value's forms as messages hold them.
  var data: JSONValue {
    var data = forms.mapValues { JSONValue.text($0) }
    data["text/plain"] = .text(text)
    return .object(data)
  }
}
