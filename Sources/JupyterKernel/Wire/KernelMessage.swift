package import Basics

/// One message of the Jupyter protocol.
package struct KernelMessage: Hashable, Sendable {
  /// Whom a reply goes to, or what a published message is about.
  package var identities: [[UInt8]]
  /// Says what kind of message it is, and from whom.
  package var header: JSONValue
  /// The header of the request that the message answers; an empty object for none.
  package var parent: JSONValue
  /// Remarks for the receiver's program.
  package var metadata: JSONValue
  /// What it says.
  package var content: JSONValue
  /// Bytes that come with it.
  package var buffers: [[UInt8]]

  /// A message of these parts.
  package init(
    identities: [[UInt8]] = [], header: JSONValue, parent: JSONValue = [:], metadata: JSONValue = [:],
    content: JSONValue, buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.parent = parent
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }

  /// The kind of message, such as `execute_request`.
  package var type: String { header["msg_type"]?.text ?? "" }
  /// What nobody else's message is called.
  package var identifier: String { header["msg_id"]?.text ?? "" }
}
