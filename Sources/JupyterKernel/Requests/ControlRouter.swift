import Basics

/// Answers the requests that do not wait for the cell under way.
package final class ControlRouter: Sendable {
  private let replies: RequestReplies
  private let stops: StopRequests

  /// A router that makes its wishes known through `stops`.
  package init(
    mint: MessageMint, publisher: any MessagePublisher, information: KernelInformation, connection: ConnectionFile,
    stops: StopRequests, log: @escaping @Sendable (String) -> Void
  ) {
    replies = RequestReplies(
      mint: mint, publisher: publisher, information: information, connection: connection, log: log)
    self.stops = stops
  }

  /// Answers a request.
  ///
  /// A shutdown is answered once `waitForCells` has returned, when no cell runs any more.
  package func take(_ request: KernelMessage, waitForCells: () -> Void, send: (KernelMessage) -> Void) {
    replies.answer(request, send: send) {
      switch request.type {
      case "interrupt_request":
        stops.interrupt()
        return ("interrupt_reply", ["status": "ok"])
      case "shutdown_request":
        stops.leave()
        waitForCells()
        return replies.shutdown(request)
      default: return replies.standing(request)
      }
    }
  }
}

extension RequestReplies {
  /// The reply to a shutdown, which every client is told of.
  func shutdown(_ request: KernelMessage) -> (type: String, content: JSONValue) {
    let content: JSONValue = ["status": "ok", "restart": request.content["restart"] ?? false]
    publisher.publish("shutdown_reply", content, about: request.header)
    return ("shutdown_reply", content)
  }
}
