#if Jupyter
  import Basics
  import CZeroMQ
  import Foundation
  import JupyterKernel
  import Testing

  /// A client of a kernel, with a socket for each channel.
  final class KernelClient {
    private let context: UnsafeMutableRawPointer
    private var sockets: [Channel: UnsafeMutableRawPointer] = [:]
    private let wire: Wire
    private let mint = MessageMint(session: "client", timestamp: { "1970-01-01T00:00:00Z" })

    /// Milliseconds after which a test gives up; none is expected to come near it.
    private static let patience: Int32 = 60_000

    /// Connects with a kernel, and listens to what it publishes.
    init(_ connection: ConnectionFile) throws {
      context = try #require(zmq_ctx_new())
      wire = Wire(key: connection.key)
      for channel in Channel.allCases {
        let socket = try #require(zmq_socket(context, channel == .publishing ? ZMQ_SUB : ZMQ_DEALER))
        var (patience, linger) = (Self.patience, Int32(0))
        zmq_setsockopt(socket, ZMQ_RCVTIMEO, &patience, MemoryLayout<Int32>.size)
        zmq_setsockopt(socket, ZMQ_LINGER, &linger, MemoryLayout<Int32>.size)
        // Questions go to whom the request is from, whatever the channel.
        zmq_setsockopt(
          socket, channel == .publishing ? ZMQ_SUBSCRIBE : ZMQ_ROUTING_ID, "me", channel == .publishing ? 0 : 2)
        try #require(zmq_connect(socket, connection.endpoint(of: channel)) == 0)
        sockets[channel] = socket
      }
    }

    deinit {
      for socket in sockets.values { zmq_close(socket) }
      zmq_ctx_term(context)
    }

    func send(_ frames: [[UInt8]], on channel: Channel) throws {
      for (place, frame) in frames.enumerated() {
        let more = place < frames.count - 1 ? ZMQ_SNDMORE : 0
        try #require(zmq_send(sockets[channel], frame, frame.count, more) == frame.count)
      }
    }

    /// Sends a request, and gives its header.
    @discardableResult
    func send(_ type: String, _ content: JSONValue = [:], on channel: Channel) throws -> JSONValue {
      var message = mint.published(type, content)
      message.identities = []
      try send(wire.frames(of: message), on: channel)
      return message.header
    }

    /// The next frames on a channel.
    func frames(on channel: Channel) throws -> [[UInt8]] {
      var frames: [[UInt8]] = []
      repeat {
        var message = zmq_msg_t()
        zmq_msg_init(&message)
        defer { zmq_msg_close(&message) }
        try #require(zmq_msg_recv(&message, sockets[channel], 0) >= 0, "nothing comes on \(channel.rawValue)")
        frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
        if zmq_msg_more(&message) == 0 { return frames }
      } while true
    }

    /// The next message on a channel.
    func message(on channel: Channel) throws -> KernelMessage { try wire.message(from: frames(on: channel)) }

    /// Sends a request, and gives the reply to it, which is the next message.
    func ask(_ type: String, _ content: JSONValue = [:], on channel: Channel) throws -> KernelMessage {
      let request = try send("\(type)_request", content, on: channel)
      let reply = try message(on: channel)
      #expect(reply.type == "\(type)_reply" && reply.parent == request)
      return reply
    }

    /// What is published up to some state of the kernel: states, and kinds of other messages.
    func published(until state: String) throws -> [String] {
      var told: [String] = []
      while told.last != state {
        let message = try message(on: .publishing)
        told.append(message.content["execution_state"]?.text ?? message.type)
      }
      return told
    }
  }
#endif
