import Basics

/// Answers what either channel of requests may be asked, and publishes when an answer begins and ends.
struct RequestReplies: Sendable {
  let mint: MessageMint
  let publisher: any MessagePublisher
  let information: KernelInformation
  let connection: ConnectionFile
  let log: @Sendable (String) -> Void

  /// Answers a request between the publishing of `busy` and of `idle`; all that was published is on its way before the
  /// reply is.
  func answer(
    _ request: KernelMessage, send: (KernelMessage) -> Void, content: () -> (type: String, content: JSONValue)?
  ) {
    publish(state: "busy", about: request)
    if let (type, content) = content() {
      publisher.flush()
      send(mint.reply(to: request, type, content))
    }
    publish(state: "idle", about: request)
  }

  /// The answer to what does not depend on the session; nil for a request of another kind, which is logged.
  func standing(_ request: KernelMessage) -> (type: String, content: JSONValue)? {
    switch request.type {
    case "kernel_info_request": return ("kernel_info_reply", information.reply)
    case "connect_request":
      var content: JSONValue = ["status": "ok"]
      for channel in Channel.allCases {
        content[channel.portName] = connection.ports[channel].map { .integer($0) }
      }
      return ("connect_reply", content)
    case "comm_info_request": return ("comm_info_reply", ["status": "ok", "comms": [:]])
    case "comm_open":
      // There is nothing here to talk to, which is said by closing.
      let identifier = request.content["comm_id"] ?? ""
      publisher.publish("comm_close", ["comm_id": identifier, "data": [:]], about: request.header)
      return nil
    case "comm_msg", "comm_close": return nil
    default:
      log("a message of the unknown type “\(request.type)” is ignored")
      return nil
    }
  }

  /// What a reply says that could not be given.
  static func error(_ name: String, _ value: String, traceback: [String] = []) -> JSONValue {
    [
      "status": "error", "ename": .text(name), "evalue": .text(value),
      "traceback": .list(traceback.map { .text($0) }),
    ]
  }

  private func publish(state: String, about request: KernelMessage) {
    publisher.publish("status", ["execution_state": .text(state)], about: request.header)
  }
}
