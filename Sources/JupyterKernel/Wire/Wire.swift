package import Basics
import Synchronization

/// Turns messages into frames of bytes and back, and lets nothing in that is not signed, or that came before.
///
///     identities… | <IDS|MSG> | signature | header | parent header | metadata | content | buffers…
package final class Wire: Sendable {
  /// What parts a message from the identities before it.
  package static let delimiter = Array("<IDS|MSG>".utf8)

  private let signature: MessageSignature
  private let seen = Mutex(SeenSignatures())

  /// A wire whose messages are signed with a key; with none where it is empty.
  package init(key: [UInt8]) { signature = MessageSignature(key: key) }

  /// The frames of a message, signed.
  package func frames(of message: KernelMessage) -> [[UInt8]] {
    let parts = [message.header, message.parent, message.metadata, message.content].map { Array($0.json().utf8) }
    return message.identities + [Self.delimiter, signature.sign(parts)] + parts + message.buffers
  }

  /// Reads a message from its frames.
  ///
  /// Throws where they are no message, where the signature is not theirs, and where the same signature came before:
  /// then somebody has recorded the message, and sends it again.
  package func message(from frames: [[UInt8]]) throws(WireError) -> KernelMessage {
    guard let delimiter = frames.firstIndex(of: Self.delimiter) else { throw .noDelimiter }
    let parts = frames[(delimiter + 1)...]
    guard parts.count >= 5 else { throw .tooFewFrames(parts.count) }
    let signed = parts.dropFirst().prefix(4)
    guard let code = signature.verified(parts[parts.startIndex], of: signed) else { throw .wrongSignature }
    if signature.isUsed, !seen.withLock({ $0.insert(code) }) { throw .repeatedSignature }
    var values: [JSONValue] = []
    for (name, frame) in zip(["header", "parent header", "metadata", "content"], signed) {
      do {
        values.append(try JSONValue(json: frame))
      } catch {
        throw .notJSON(name, error)
      }
      guard values.last?.object != nil else { throw .noObject(name) }
    }
    let message = KernelMessage(
      identities: Array(frames[..<delimiter]), header: values[0], parent: values[1], metadata: values[2],
      content: values[3], buffers: Array(parts.dropFirst(5)))
    guard !message.type.isEmpty else { throw .incompleteHeader("msg_type") }
    guard !message.identifier.isEmpty else { throw .incompleteHeader("msg_id") }
    return message
  }
}

/// The signatures that came by, so far back as they are remembered.
private struct SeenSignatures {
  /// As many as Jupyter's own kernel remembers.
  private static let limit = 65536
  private var known: Set<[UInt8]> = []
  private var inOrder: [[UInt8]] = []
  private var oldest = 0

  /// Takes a signature in; false where it was there before.
  mutating func insert(_ signature: [UInt8]) -> Bool {
    guard known.insert(signature).inserted else { return false }
    if inOrder.count < Self.limit {
      inOrder.append(signature)
    } else {
      known.remove(inOrder[oldest])
      inOrder[oldest] = signature
      oldest = (oldest + 1) % Self.limit
    }
    return true
  }
}

/// Frames that are no message, or none that may be heeded.
package enum WireError: Error, Hashable, CustomStringConvertible {
  /// There is no `<IDS|MSG>` among them.
  case noDelimiter
  /// Fewer frames than a signature and four parts follow the delimiter.
  case tooFewFrames(Int)
  /// The signature is not that of the frames.
  case wrongSignature
  /// The signature came before.
  case repeatedSignature
  /// A part is no JSON.
  case notJSON(String, JSONError)
  /// A part is JSON, but no object.
  case noObject(String)
  /// The header lacks a member, or it is no text.
  case incompleteHeader(String)

  /// The error in words.
  package var description: String {
    switch self {
    case .noDelimiter: "it has no delimiter, <IDS|MSG>"
    case .tooFewFrames(let count): "\(count) frames follow the delimiter; expected 5 or more"
    case .wrongSignature: "its signature is wrong"
    case .repeatedSignature: "its signature came before: it is a message sent again"
    case .notJSON(let part, let error): "its \(part): \(error)"
    case .noObject(let part): "its \(part) is no object of JSON"
    case .incompleteHeader(let member): "its header has no `\(member)`"
    }
  }
}
