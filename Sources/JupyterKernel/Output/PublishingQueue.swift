package import Basics
import Synchronization

/// Messages on their way to the thread that publishes them.
///
/// The text of a stream waits a little for more of it, unless something else is to follow: ten thousand lines are a few
/// messages, and all stays in order.
package final class PublishingQueue: MessagePublisher {
  /// Seconds that the text of a stream waits.
  package static let patience = 0.05
  /// Characters' bytes of a stream that do not wait any longer.
  private static let largestText = 1 << 20

  /// What the thread takes out.
  package enum Item: Sendable {
    /// A message to send.
    case message(KernelMessage)
    /// Somebody who waits for all before this to be sent.
    case mark(WakeUp)
  }

  private enum Entry: Sendable {
    case message(KernelMessage)
    case stream(name: String, text: String, request: JSONValue)
    case mark(WakeUp)
  }

  private struct State {
    var entries: [Entry] = []
    /// When the first text came in that waits; nil where something is there that does not wait.
    var waitsSince: Double?
    var isClosed = false
  }

  /// Wakes the thread that publishes.
  package let wakeUp: WakeUp
  private let mint: MessageMint
  private let clock: @Sendable () -> Double
  private let state = Mutex(State())

  /// An empty queue; `clock` counts seconds.
  package init(mint: MessageMint, wakeUp: WakeUp, clock: @escaping @Sendable () -> Double) {
    self.mint = mint
    self.wakeUp = wakeUp
    self.clock = clock
  }

  package func publish(_ type: String, _ content: JSONValue, about request: JSONValue, metadata: JSONValue) {
    append(.message(mint.published(type, content, about: request, metadata: metadata)))
  }

  package func stream(_ name: String, _ text: String, about request: JSONValue) {
    guard !text.isEmpty else { return }
    let now = clock()
    let isNews = state.withLock { state in
      guard !state.isClosed else { return false }
      let isFirst = state.entries.isEmpty
      if isFirst { state.waitsSince = now }
      if case .stream(name, var before, request)? = state.entries.last {
        // Taken out before it is added to, so that the text is not copied.
        state.entries.removeLast()
        before += text
        state.entries.append(.stream(name: name, text: before, request: request))
        guard before.utf8.count >= Self.largestText, state.waitsSince != nil else { return false }
        state.waitsSince = nil
        return true
      }
      state.entries.append(.stream(name: name, text: text, request: request))
      return isFirst
    }
    if isNews { wakeUp.call() }
  }

  package func flush() {
    guard let sent = WakeUp(), append(.mark(sent)) else { return }
    sent.wait()
  }

  @discardableResult
  private func append(_ entry: Entry) -> Bool {
    let isTaken = state.withLock { state in
      guard !state.isClosed else { return false }
      state.entries.append(entry)
      state.waitsSince = nil
      return true
    }
    if isTaken { wakeUp.call() }
    return isTaken
  }

  /// Takes no more messages; those that are there can still be taken out.
  package func close() {
    state.withLock { state in
      state.isClosed = true
      state.waitsSince = nil
    }
    wakeUp.call()
  }

  /// Whether nothing is left, nor will ever come.
  package var isFinished: Bool { state.withLock { $0.isClosed && $0.entries.isEmpty } }

  /// Takes out what is to be sent now; or says in how many seconds there will be something, nil for not before a call.
  package func take() -> (items: [Item], wait: Double?) {
    let now = clock()
    let (entries, wait): ([Entry], Double?) = state.withLock { state in
      if let since = state.waitsSince, now < since + Self.patience { return ([], since + Self.patience - now) }
      defer { (state.entries, state.waitsSince) = ([], nil) }
      return (state.entries, nil)
    }
    let items = entries.map { entry -> Item in
      switch entry {
      case .message(let message): .message(message)
      case .stream(let name, let text, let request):
        .message(mint.published("stream", ["name": .text(name), "text": .text(text)], about: request))
      case .mark(let waiting): .mark(waiting)
      }
    }
    return (items, wait)
  }
}
