package import Basics
import Synchronization

/// Makes the kernel's messages: each with a name of its own, and the time.
package final class MessageMint: Sendable {
  /// The version of the protocol that the kernel speaks.
  package static let protocolVersion = "5.4"

  /// What this run of the kernel is called.
  package let session: String
  private let timestamp: @Sendable () -> String
  private let count = Atomic<Int>(0)

  /// Begins with a name that no other run has, and a clock that gives the time of day as ISO 8601 writes it.
  package init(session: String, timestamp: @escaping @Sendable () -> String) {
    self.session = session
    self.timestamp = timestamp
  }

  /// A message that goes to every client, about a request where there is one.
  package func published(
    _ type: String, _ content: JSONValue, about request: JSONValue = [:], metadata: JSONValue = [:]
  )
    -> KernelMessage
  {
    KernelMessage(
      identities: [Array(type.utf8)], header: header(type), parent: request, metadata: metadata, content: content)
  }

  /// The reply to a request.
  package func reply(to request: KernelMessage, _ type: String, _ content: JSONValue) -> KernelMessage {
    KernelMessage(identities: request.identities, header: header(type), parent: request.header, content: content)
  }

  private func header(_ type: String) -> JSONValue {
    let number = count.add(1, ordering: .relaxed).newValue
    return [
      "msg_id": "\(session)_\(number)", "session": .text(session), "username": "darkroom", "msg_type": .text(type),
      "version": .text(Self.protocolVersion),
      "date": .text(timestamp()),
    ]
  }
}
