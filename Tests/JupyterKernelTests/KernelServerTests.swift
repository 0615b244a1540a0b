#if Jupyter
  import Basics
  import Foundation
  import JupyterKernel
  import ScriptRuntime
  import Synchronization
  import TestSupport
  import Testing

  /// A kernel that listens, and a client of it.
  @Suite(.serialized) struct KernelServerTests {
    /// What a kernel is told of the world, and tells whoever runs it.
    private final class Surroundings: Sendable {
      private let state = Mutex((time: 0.0, lives: true, lines: [String]()))
      var lines: [String] { state.withLock { $0.lines } }

      func endParent() { state.withLock { $0.lives = false } }

      func settings(_ connection: ConnectionFile) -> KernelSettings {
        KernelSettings(
          connection: connection, information: KernelInformation(version: "1.2.3", banner: "banner"), session: "kernel",
          parentLives: { self.state.withLock { $0.lives } }, timestamp: { "1970-01-01T00:00:00Z" },
          // Every look at the clock is a second later.
          clock: {
            self.state.withLock { state in
              state.time += 1
              return state.time
            }
          }, log: { line in self.state.withLock { $0.lines.append(line) } })
      }
    }

    private let folder: TemporaryFolder
    private let connection: ConnectionFile
    private let surroundings = Surroundings()

    init() throws {
      folder = try TemporaryFolder()
      connection = try Self.connection(folder.file("k"))
    }

    /// A connection by files whose names begin so.
    private static func connection(_ beginning: String) throws -> ConnectionFile {
      let content: JSONValue = [
        "transport": "ipc", "ip": .text(beginning), "key": "secret", "shell_port": 1, "iopub_port": 2, "stdin_port": 3,
        "control_port": 4, "hb_port": 5,
      ]
      return try ConnectionFile(json: Array(content.json().utf8), path: "")
    }

    private func server(_ connection: ConnectionFile? = nil) throws -> KernelServer {
      try KernelServer(surroundings.settings(connection ?? self.connection)) { output, flag in
        let workspace = Workspace(scriptFolder: folder.path, outputFolder: folder.path)
        return Session(settings: Session.Settings(workspace: workspace), output: output, stop: flag)
      }
    }

    /// Does something with a client of a kernel that runs meanwhile, and waits until the kernel has left.
    private func whileServing(_ body: (KernelClient) throws -> Void) throws {
      nonisolated(unsafe) let server = try server()
      let stops = server.stops
      let over = DispatchSemaphore(value: 0)
      Thread {
        do { try server.run() } catch { Issue.record(error) }
        over.signal()
      }.start()
      defer { over.wait() }
      do {
        try body(KernelClient(connection))
      } catch {
        stops.leave()
        throw error
      }
    }

    @Test("A kernel says first that it starts")
    func start() throws {
      let items = try server().queue.take().items
      guard case .message(let message)? = items.first, items.count == 1 else { throw WireError.noDelimiter }
      #expect(message.type == "status" && message.content == ["execution_state": "starting"])
    }

    @Test("Requests are answered, cells run, who subscribes is greeted, beats come back, and a shutdown ends it")
    func answers() throws {
      try whileServing { client in
        // From the greeting on nothing escapes the client; whether it sees the start depends on how soon it came.
        let before = try client.published(until: "iopub_welcome")
        #expect([["iopub_welcome"], ["starting", "iopub_welcome"]].contains(before))
        let isOwed = before.count == 1
        try client.send([Array("beat".utf8), []], on: .heartbeat)
        #expect(try client.frames(on: .heartbeat) == [Array("beat".utf8), []])
        // What is no message is dropped.
        try client.send([[1, 2, 3]], on: .shell)
        #expect(try client.ask("kernel_info", on: .shell).content["banner"] == "banner")
        #expect(surroundings.lines == ["a message on shell is dropped: it has no delimiter, <IDS|MSG>"])
        let told = try client.published(until: "idle")
        #expect(told == ["busy", "idle"] || (isOwed && told == ["starting", "busy", "idle"]))
        #expect(try client.ask("connect", on: .control).content["hb_port"] == 5)
        #expect(try client.published(until: "idle") == ["busy", "idle"])
        #expect(try client.ask("execute", ["code": "print 1\n(1 + 1)"], on: .shell).content["status"] == "ok")
        #expect(
          try client.published(until: "idle") == ["busy", "execute_input", "stream", "execute_result", "idle"])
        let reply = try client.ask("shutdown", ["restart": false], on: .control)
        #expect(reply.content == ["status": "ok", "restart": false])
        #expect(try client.published(until: "idle") == ["busy", "shutdown_reply", "idle"])
      }
    }

    @Test("A question reaches whoever sent the cell, and its answer the cell; a stop takes the question back")
    func questions() throws {
      let question: JSONValue = ["code": "question \"Which?\" answer=\"b\" hint=\"Look again.\"", "allow_stdin": true]
      try whileServing { client in
        let request = try client.send("execute_request", question, on: .shell)
        for answer in ["a", "b"] {
          let asked = try client.message(on: .input)
          #expect(asked.type == "input_request" && asked.parent == request)
          #expect(asked.content == ["prompt": "answer: ", "password": false])
          // What is no answer is none.
          try client.send("wave", on: .input)
          try client.send("input_reply", ["value": .text(answer)], on: .input)
        }
        let reply = try client.message(on: .shell)
        #expect(reply.parent == request && reply.content["status"] == "ok")
        try client.send("execute_request", question, on: .shell)
        _ = try client.message(on: .input)
        #expect(try client.ask("interrupt", on: .control).content == ["status": "ok"])
        #expect(try client.message(on: .shell).content["ename"] == "Interrupted")
        _ = try client.ask("shutdown", on: .control)
      }
    }

    @Test("A kernel whose starter is gone leaves, and says so")
    func orphan() throws {
      try whileServing { client in
        _ = try client.ask("kernel_info", on: .control)
        #expect(surroundings.lines == [])
        surroundings.endParent()
      }
      #expect(surroundings.lines == ["the program that started the kernel is gone, and so it leaves"])
    }

    @Test("A kernel that cannot listen says where, and why")
    func nowhere() throws {
      let connection = try Self.connection(folder.file("none/k"))
      let error = #expect(throws: KernelServerError.self) { try server(connection) }
      #expect(error?.reason == "cannot listen at ipc://\(folder.file("none/k"))-1: No such file or directory")
    }
  }
#endif
