#if Jupyter
  import CZeroMQ

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #elseif canImport(Darwin)
    import Darwin
  #endif

  /// ZeroMQ's threads, which all sockets share.
  final class ZeroMQContext: @unchecked Sendable {
    private let context: UnsafeMutableRawPointer

    init() throws(KernelServerError) {
      guard let context = zmq_ctx_new() else { throw KernelServerError("ZeroMQ does not start: \(zeroMQReason())") }
      self.context = context
    }

    /// Waits until what the closed sockets have left to send is sent, as long as they allow it.
    deinit { zmq_ctx_term(context) }

    /// A socket that listens at an endpoint, with options that are whole numbers.
    func socket(
      _ kind: Int32, at endpoint: String, options: [Int32: Int32]
    ) throws(KernelServerError) -> ZeroMQSocket {
      guard let socket = zmq_socket(context, kind) else {
        throw KernelServerError("ZeroMQ makes no socket: \(zeroMQReason())")
      }
      return try ZeroMQSocket(socket, context: self, endpoint: endpoint, options: options)
    }
  }

  /// A socket that listens. It belongs to one thread at a time: it may be handed to a thread that is being started.
  final class ZeroMQSocket: @unchecked Sendable {
    /// Bytes of a frame that no client is allowed to exceed.
    private static let largestFrame = Int64(1) << 28
    /// Milliseconds that a closed socket has to send what is left.
    private static let linger: Int32 = 1000

    private let socket: UnsafeMutableRawPointer
    /// Kept for as long as the socket is open.
    private let context: ZeroMQContext

    fileprivate init(
      _ socket: UnsafeMutableRawPointer, context: ZeroMQContext, endpoint: String, options: [Int32: Int32]
    ) throws(KernelServerError) {
      self.socket = socket
      self.context = context
      // Before it listens: what is set later does not hold for the clients that come.
      set(ZMQ_LINGER, Self.linger)
      set(ZMQ_IPV6, 1)
      for (option, value) in options { set(option, value) }
      var largest = Self.largestFrame
      zmq_setsockopt(socket, ZMQ_MAXMSGSIZE, &largest, MemoryLayout<Int64>.size)
      guard zmq_bind(socket, endpoint) == 0 else {
        throw KernelServerError("cannot listen at \(endpoint): \(zeroMQReason())")
      }
    }

    deinit { zmq_close(socket) }

    private func set(_ option: Int32, _ value: Int32) {
      var value = value
      zmq_setsockopt(socket, option, &value, MemoryLayout<Int32>.size)
    }

    /// Sends a message; false where it could not be, as to a client that has gone.
    @discardableResult
    func send(_ frames: [[UInt8]]) -> Bool {
      for (index, frame) in frames.enumerated() {
        let more = index < frames.count - 1 ? ZMQ_SNDMORE : 0
        var sent: Int32
        repeat { sent = zmq_send(socket, frame, frame.count, more) } while sent < 0 && zmq_errno() == EINTR
        if sent < 0 { return false }
      }
      return true
    }

    /// Identities, a signature, four parts and some buffers are far fewer.
    private static let mostFrames = 64

    /// The next message that has arrived; nil for none.
    func receive() -> [[UInt8]]? {
      var frames: [[UInt8]] = []
      while true {
        var message = zmq_msg_t()
        zmq_msg_init(&message)
        defer { zmq_msg_close(&message) }
        var received: Int32
        repeat { received = zmq_msg_recv(&message, socket, ZMQ_DONTWAIT) } while received < 0 && zmq_errno() == EINTR
        guard received >= 0 else { return nil }
        // The rest of a message with more frames than any has is read and forgotten: its signature will not hold.
        if frames.count < Self.mostFrames {
          frames.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&message), count: zmq_msg_size(&message))))
        }
        guard zmq_msg_more(&message) != 0 else { return frames }
      }
    }

    /// Waits until a message has arrived, or a call comes; without a limit, in seconds, for as long as it takes.
    ///
    /// Says whether the call came, and forgets it.
    @discardableResult
    func wait(orFor wakeUp: WakeUp? = nil, atMost limit: Double? = nil) -> Bool {
      var items = [zmq_pollitem_t()]
      items[0].socket = socket
      if let wakeUp {
        items.append(zmq_pollitem_t())
        items[1].fd = wakeUp.descriptor
      }
      for place in items.indices { items[place].events = Int16(ZMQ_POLLIN) }
      let milliseconds = limit.map { Int(($0 * 1000).rounded(.up)) } ?? -1
      guard zmq_poll(&items, Int32(items.count), milliseconds) > 0, items.count > 1, items[1].revents != 0 else {
        return false
      }
      wakeUp?.forget()
      return true
    }
  }

  /// What ZeroMQ says of its last failure on this thread.
  private func zeroMQReason() -> String { String(cString: zmq_strerror(zmq_errno())) }
#endif
