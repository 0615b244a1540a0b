#if Jupyter
  import CZeroMQ

  /// What the kernel's other threads do, each with a socket of its own.
  struct ServerLoops: Sendable {
    /// Seconds between two looks at whether the program that started the kernel is still there.
    private static let pauseBetweenLooks = 1.0

    let settings: KernelSettings
    let wire: Wire
    let mint: MessageMint
    let queue: PublishingQueue
    let stops: StopRequests
    let wakeUps: (control: WakeUp, heartbeat: WakeUp, cellsOver: WakeUp)

    /// The next request on a socket; nil where a call came first, or what came is no message.
    func request(on socket: ZeroMQSocket, _ channel: Channel, orFor wakeUp: WakeUp) -> KernelMessage? {
      if let frames = socket.receive() { return message(from: frames, channel) }
      socket.wait(orFor: wakeUp)
      return nil
    }

    /// Reads a message, and logs what is none.
    func message(from frames: [[UInt8]], _ channel: Channel) -> KernelMessage? {
      do throws(WireError) {
        return try wire.message(from: frames)
      } catch {
        settings.log("a message on \(channel.rawValue) is dropped: \(error)")
        return nil
      }
    }

    /// Answers what does not wait for the cell under way.
    func control(on socket: ZeroMQSocket) {
      let router = ControlRouter(
        mint: mint, publisher: queue, information: settings.information, connection: settings.connection,
        stops: stops, log: settings.log)
      while !stops.isLeaving {
        guard let request = request(on: socket, .control, orFor: wakeUps.control) else { continue }
        router.take(
          request, waitForCells: { wakeUps.cellsOver.wait() }, send: { socket.send(wire.frames(of: $0)) })
      }
    }

    /// Publishes what is in the queue, and greets who subscribes.
    func publish(on socket: ZeroMQSocket) {
      while true {
        // One at a time, so that no flood of them keeps messages back.
        if let subscription = socket.receive() { greet(subscription, on: socket) }
        let (items, wait) = queue.take()
        for item in items {
          switch item {
          case .message(let message): socket.send(wire.frames(of: message))
          case .mark(let waiting): waiting.call()
          }
        }
        guard items.isEmpty else { continue }
        if queue.isFinished { return }
        socket.wait(orFor: queue.wakeUp, atMost: wait)
      }
    }

    /// Answers a subscription with a message that it brings, so that the client knows that nothing escapes it now.
    private func greet(_ subscription: [[UInt8]], on socket: ZeroMQSocket) {
      guard let bytes = subscription.first, bytes.first == 1 else { return }
      let topic = Array(bytes.dropFirst())
      var message = mint.published("iopub_welcome", ["subscription": .text(String(decoding: topic, as: UTF8.self))])
      message.identities = [topic]
      socket.send(wire.frames(of: message))
    }

    /// Sends back what comes, and looks whether the program that started the kernel is still there.
    func beat(on socket: ZeroMQSocket) {
      let clock = settings.clock
      var lastLook = clock()
      while true {
        // One at a time, so that no flood of them keeps the kernel from leaving.
        if let frames = socket.receive() { socket.send(frames) }
        if socket.wait(orFor: wakeUps.heartbeat, atMost: Self.pauseBetweenLooks) { return }
        guard clock() - lastLook >= Self.pauseBetweenLooks else { continue }
        lastLook = clock()
        guard !stops.isLeaving, !settings.parentLives() else { continue }
        settings.log("the program that started the kernel is gone, and so it leaves")
        stops.leave()
      }
    }
  }
#endif
