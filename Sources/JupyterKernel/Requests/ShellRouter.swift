import Basics
package import ScriptRuntime

/// Answers the requests that wait their turn, on the thread that the session belongs to.
package final class ShellRouter {
  let session: Session
  let output: CellRecorder<OutputMessages>
  let publisher: any MessagePublisher
  let stops: StopRequests
  let mint: MessageMint
  private let replies: RequestReplies
  /// The cells that were run.
  package internal(set) var history = ExecutionHistory()

  /// A router over a session that speaks through `output`, and is stopped through `stops`.
  package init(
    session: Session, output: CellRecorder<OutputMessages>, mint: MessageMint, publisher: any MessagePublisher,
    information: KernelInformation, connection: ConnectionFile, stops: StopRequests,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.session = session
    self.output = output
    self.publisher = publisher
    self.stops = stops
    self.mint = mint
    replies = RequestReplies(
      mint: mint, publisher: publisher, information: information, connection: connection, log: log)
  }

  /// Answers a request.
  ///
  /// Where a cell fails, the requests that `waiting` gives, which came while it ran, are answered behind it, and the
  /// cells among them are not run. `ask` sends a question to the client and waits for the answer.
  package func take(
    _ request: KernelMessage, waiting: () -> [KernelMessage] = { [] },
    ask: @escaping (KernelMessage) -> String? = { _ in nil }, send: (KernelMessage) -> Void
  ) {
    var aborted: [KernelMessage] = []
    replies.answer(request, send: send) {
      guard request.type == "execute_request" else { return reply(to: request) }
      let content = execute(request, ask: ask)
      let hasFailed = content["status"]?.text == "error"
      let isSilent = request.content["silent"]?.boolean ?? false
      // A silent cell is a front end's own, and no reason to end what a person asked for.
      if hasFailed, !isSilent, request.content["stop_on_error"]?.boolean ?? true { aborted = waiting() }
      return ("execute_reply", content)
    }
    for request in aborted { abort(request, send: send) }
  }

  /// Answers a request that came behind a cell that failed.
  private func abort(_ request: KernelMessage, send: (KernelMessage) -> Void) {
    replies.answer(request, send: send) {
      guard request.type == "execute_request" else { return reply(to: request) }
      return ("execute_reply", ["status": "aborted"])
    }
  }

  private func reply(to request: KernelMessage) -> (type: String, content: JSONValue)? {
    switch request.type {
    case "complete_request": return ("complete_reply", completion(request.content))
    case "inspect_request": return ("inspect_reply", inspection(request.content))
    case "is_complete_request": return ("is_complete_reply", completeness(request.content))
    case "history_request": return ("history_reply", history.reply(to: request.content))
    case "shutdown_request":
      stops.leave()
      return replies.shutdown(request)
    default: return replies.standing(request)
    }
  }
}
