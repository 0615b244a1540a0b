#if Jupyter
  public import Basics
  import CZeroMQ
  public import ScriptRuntime

  /// A kernel that listens: requests on two sockets, what it tells every client on a third.
  ///
  /// Cells run on the thread that calls ``run()``. Control, publishing and the heartbeat have a thread each, and every
  /// socket belongs to one of the four.
  public final class KernelServer {
    /// Seconds to wait for requests that are under way when a cell has failed: for each, and in all.
    private static let graceForWaiting = (each: 0.02, all: 1.0)
    /// Messages that a client which reads none may let pile up before it loses some.
    private static let mostUnread: Int32 = 1 << 16

    private let settings: KernelSettings
    private let wire: Wire
    private let mint: MessageMint
    /// What every client is told; that the kernel starts comes first.
    package let queue: PublishingQueue
    /// What asks the session's thread to stop, from any other.
    package let stops: StopRequests
    private let router: ShellRouter
    private let context: ZeroMQContext
    private let sockets: [Channel: ZeroMQSocket]
    private let wakeUps: (control: WakeUp, heartbeat: WakeUp, cellsOver: WakeUp)

    /// Begins to listen, with the session that `makeSession` makes.
    /// - Throws: ``KernelServerError``.
    public init(
      _ settings: KernelSettings, makeSession: (any SessionOutput, StopFlag) -> Session
    ) throws(KernelServerError) {
      self.settings = settings
      context = try ZeroMQContext()
      var sockets: [Channel: ZeroMQSocket] = [:]
      for channel in Channel.allCases {
        let isPublishing = channel == .publishing
        sockets[channel] = try context.socket(
          isPublishing ? ZMQ_XPUB : ZMQ_ROUTER, at: settings.connection.endpoint(of: channel),
          // Every subscription is greeted, and a client that is slow loses nothing for a long while.
          options: isPublishing
            ? [ZMQ_XPUB_VERBOSE: 1, ZMQ_SNDHWM: Self.mostUnread] : [ZMQ_ROUTER_HANDOVER: 1])
      }
      self.sockets = sockets
      guard let publishing = WakeUp(), let cells = WakeUp(), let control = WakeUp(), let heartbeat = WakeUp(),
        let cellsOver = WakeUp()
      else { throw KernelServerError("the system has no more pipes for the kernel") }
      wakeUps = (control, heartbeat, cellsOver)
      wire = Wire(key: settings.connection.key)
      mint = MessageMint(session: settings.session, timestamp: settings.timestamp)
      queue = PublishingQueue(mint: mint, wakeUp: publishing, clock: settings.clock)
      let output = CellRecorder(OutputMessages(publisher: queue, clock: settings.clock))
      let flag = StopFlag()
      stops = StopRequests(flag: flag, wakeUp: cells)
      router = ShellRouter(
        session: makeSession(output, flag), output: output, mint: mint, publisher: queue,
        information: settings.information, connection: settings.connection, stops: stops, log: settings.log)
      queue.publish("status", ["execution_state": "starting"])
    }

    /// Answers requests until a client asks for the end, or the program that started the kernel is gone.
    /// - Throws: ``KernelServerError`` where the system has no threads for it.
    public func run() throws(KernelServerError) {
      guard let publishing = sockets[.publishing], let control = sockets[.control], let shell = sockets[.shell],
        let heartbeat = sockets[.heartbeat], let input = sockets[.input]
      else { return }
      let loops = ServerLoops(
        settings: settings, wire: wire, mint: mint, queue: queue, stops: stops, wakeUps: wakeUps)
      guard let publishingThread = WorkerThread({ loops.publish(on: publishing) }) else { throw Self.noThread }
      defer {
        queue.close()
        publishingThread.join()
      }
      guard let heartbeatThread = WorkerThread({ loops.beat(on: heartbeat) }) else { throw Self.noThread }
      defer {
        wakeUps.heartbeat.call()
        heartbeatThread.join()
      }
      guard let controlThread = WorkerThread({ loops.control(on: control) }) else {
        stops.leave()
        throw Self.noThread
      }
      answer(on: shell, asking: input, loops)
      wakeUps.cellsOver.call()
      wakeUps.control.call()
      controlThread.join()
    }

    /// Seconds between two looks at whether a cell that waits for an answer was stopped.
    private static let pauseBetweenLooks = 0.05

    /// Sends a question, and waits for its answer; nil where the cell is stopped before.
    private func ask(_ question: KernelMessage, on input: ZeroMQSocket, _ loops: ServerLoops) -> String? {
      // What came late for an earlier question is none for this one.
      while input.receive() != nil {}
      input.send(wire.frames(of: question))
      while !stops.flag.isSet, !stops.isLeaving {
        input.wait(atMost: Self.pauseBetweenLooks)
        guard let frames = input.receive(), let reply = loops.message(from: frames, .input),
          reply.type == "input_reply"
        else { continue }
        return reply.content["value"]?.text ?? ""
      }
      return nil
    }

    private func answer(on shell: ZeroMQSocket, asking input: ZeroMQSocket, _ loops: ServerLoops) {
      while !stops.isLeaving {
        guard let request = loops.request(on: shell, .shell, orFor: stops.wakeUp) else { continue }
        router.take(
          request,
          waiting: {
            var waiting: [KernelMessage] = []
            let end = settings.clock() + Self.graceForWaiting.all
            while settings.clock() < end {
              shell.wait(atMost: Self.graceForWaiting.each)
              guard let frames = shell.receive() else { break }
              if let message = loops.message(from: frames, .shell) { waiting.append(message) }
            }
            return waiting
          },
          ask: { self.ask($0, on: input, loops) },
          send: { shell.send(self.wire.frames(of: $0)) })
      }
    }

    private static let noThread = KernelServerError("the system has no more threads for the kernel")
  }
#endif
