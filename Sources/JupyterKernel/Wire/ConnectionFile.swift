import Basics

/// What a client wrote down for the kernel it starts: where to listen, and the key that messages are signed with.
public struct ConnectionFile: Hashable, Sendable {
  /// How bytes travel.
  package enum Transport: String, Sendable {
    /// Between machines, or inside one; a channel is a port.
    case tcp
    /// Inside one machine; a channel is a file.
    case ipc
  }

  /// How bytes travel.
  package let transport: Transport
  /// The address to listen at, or the beginning of the names of files.
  package let address: String
  /// The port of every channel, or the end of its file's name.
  package let ports: [Channel: Int]
  /// What messages are signed with; empty where they are not signed.
  package let key: [UInt8]

  /// Reads a connection file from its bytes.
  /// - Throws: ``ConnectionFileError``, which names the file as `path`.
  public init(json bytes: some Sequence<UInt8>, path: String) throws(ConnectionFileError) {
    let content: JSONValue
    do {
      content = try JSONValue(json: bytes)
    } catch {
      throw ConnectionFileError(path: path, reason: error.description)
    }
    try self.init(content, path: path)
  }

  init(_ content: JSONValue, path: String) throws(ConnectionFileError) {
    func wrong(_ name: String, expected: String) -> ConnectionFileError {
      let found = content[name].map { "is \($0.json())" } ?? "is missing"
      return ConnectionFileError(path: path, reason: "`\(name)` \(found); expected \(expected)")
    }
    guard content.object != nil else {
      throw ConnectionFileError(path: path, reason: "it holds no object of JSON")
    }
    guard let transport = Transport(rawValue: content["transport"]?.text ?? "tcp") else {
      throw wrong("transport", expected: "tcp or ipc")
    }
    guard let address = content["ip"]?.text, !address.isEmpty, !address.utf8.contains(0) else {
      throw wrong("ip", expected: "the address to listen at, such as \"127.0.0.1\"")
    }
    var ports: [Channel: Int] = [:]
    for channel in Channel.allCases {
      guard let port = content[channel.portName]?.integer, (1...65535).contains(port) else {
        throw wrong(channel.portName, expected: "a port from 1 to 65535")
      }
      if let other = ports.first(where: { $0.value == port })?.key {
        let names = [other.portName, channel.portName].sorted()
        throw ConnectionFileError(path: path, reason: "`\(names[0])` and `\(names[1])` are both \(port)")
      }
      ports[channel] = port
    }
    guard let key = content["key"]?.text else { throw wrong("key", expected: "a text, empty for no signatures") }
    let scheme = content["signature_scheme"]?.text ?? "hmac-sha256"
    guard key.isEmpty || scheme == "hmac-sha256" else { throw wrong("signature_scheme", expected: "hmac-sha256") }
    if content["curve_secretkey"]?.text != nil {
      throw ConnectionFileError(
        path: path, reason: "it asks for encryption (`curve_secretkey`), which Darkroom has not")
    }
    self.transport = transport
    self.address = address
    self.ports = ports
    self.key = [UInt8](key.utf8)
  }

  /// Where a channel listens, as ZeroMQ names it.
  package func endpoint(of channel: Channel) -> String {
    let port = ports[channel] ?? 0
    switch transport {
    // ZeroMQ listens at addresses, and knows no host's name.
    case .tcp where address == "localhost": return "tcp://127.0.0.1:\(port)"
    case .tcp: return address.contains(":") ? "tcp://[\(address)]:\(port)" : "tcp://\(address):\(port)"
    case .ipc: return "ipc://\(address)-\(port)"
    }
  }
}

/// A connection file that is none.
public struct ConnectionFileError: Error, Hashable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What is wrong with it.
  public let reason: String

  /// The error in words.
  public var description: String { "the connection file \(path): \(reason)" }
}

extension Channel {
  /// What the channel's port is called in a connection file, and in the reply to `connect_request`.
  var portName: String { "\(rawValue)_port" }
}
