package import Basics

/// Where the messages for every client go; it may be called from any thread.
package protocol MessagePublisher: AnyObject, Sendable {
  /// Publishes a message about a request, whose header it is told.
  func publish(_ type: String, _ content: JSONValue, about request: JSONValue, metadata: JSONValue)
  /// Publishes some text of a stream, `stdout` or `stderr`; texts that follow each other closely become one message.
  func stream(_ name: String, _ text: String, about request: JSONValue)
  /// Waits until all that was published before is on its way.
  func flush()
}

extension MessagePublisher {
  /// Publishes a message about a request, with no remarks for programs.
  package func publish(_ type: String, _ content: JSONValue, about request: JSONValue = [:]) {
    publish(type, content, about: request, metadata: [:])
  }
}
