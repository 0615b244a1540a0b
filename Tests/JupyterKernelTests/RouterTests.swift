import Basics
import Foundation
import JupyterKernel
import ScriptRuntime
import Synchronization
import TestSupport
import Testing

/// Keeps what is published, as one line a message.
final class RecordingPublisher: MessagePublisher {
  private let kept = Mutex<[(type: String, content: JSONValue, request: JSONValue)]>([])

  func publish(_ type: String, _ content: JSONValue, about request: JSONValue, metadata: JSONValue) {
    kept.withLock { $0.append((type, content, request)) }
  }
  func stream(_ name: String, _ text: String, about request: JSONValue) {
    publish("stream", ["name": .text(name), "text": .text(text)], about: request)
  }
  func flush() { publish("flush", [:]) }

  /// What was published since the last call.
  func taken() -> [(type: String, content: JSONValue, request: JSONValue)] {
    kept.withLock { kept in
      defer { kept = [] }
      return kept
    }
  }
}

@Suite(.serialized) struct RouterTests {
  /// A clock that stands still, unless a test says how far it goes on at every look.
  private final class Clock: Sendable {
    private let state = Mutex((time: 0.0, step: 0.0))
    var step: Double {
      get { state.withLock { $0.step } }
      set { state.withLock { $0.step = newValue } }
    }
    func now() -> Double {
      state.withLock { state in
        state.time += state.step
        return state.time
      }
    }
  }

  private let folder: TemporaryFolder
  private let clock = Clock()
  private let publisher = RecordingPublisher()
  private let stops: StopRequests
  private let shell: ShellRouter
  private let control: ControlRouter

  init() throws {
    folder = try TemporaryFolder()
    let flag = StopFlag()
    stops = StopRequests(flag: flag, wakeUp: try #require(WakeUp()))
    let output = CellRecorder(OutputMessages(publisher: publisher, clock: { [clock] in clock.now() }))
    let session = Session(
      settings: Session.Settings(workspace: Workspace(scriptFolder: folder.path, outputFolder: folder.path)),
      output: output, stop: flag)
    let mint = MessageMint(session: "s", timestamp: { "1970-01-01T00:00:00Z" })
    let information = KernelInformation(version: "1.2.3", banner: "banner")
    let connection = try ConnectionFile(
      json: Array(
        #"{"ip":"a","key":"","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}"#.utf8),
      path: "")
    shell = ShellRouter(
      session: session, output: output, mint: mint, publisher: publisher, information: information,
      connection: connection, stops: stops, log: { _ in })
    control = ControlRouter(
      mint: mint, publisher: publisher, information: information, connection: connection, stops: stops, log: { _ in })
  }

  private func request(_ type: String, _ content: JSONValue = [:], _ identifier: String = "r") -> KernelMessage {
    KernelMessage(
      identities: [[1, 2]], header: ["msg_type": .text("\(type)_request"), "msg_id": .text(identifier)],
      content: content)
  }

  /// The reply to a request, and the kinds of messages that were published about it.
  private func ask(_ type: String, _ content: JSONValue = [:]) throws -> (reply: JSONValue, published: [String]) {
    var replies: [KernelMessage] = []
    let request = request(type, content)
    shell.take(request) { replies.append($0) }
    #expect(replies.count == 1)
    let reply = try #require(replies.first)
    #expect(reply.type == "\(type)_reply" && reply.parent == request.header && reply.identities == [[1, 2]])
    let published = publisher.taken()
    for message in published where message.type != "flush" { #expect(message.request == request.header) }
    return (reply.content, published.map { $0.content["execution_state"]?.text ?? $0.type })
  }

  @Test("A cell's messages come in the order that clients expect")
  func cell() throws {
    let (reply, published) = try ask("execute", ["code": "print 1\n(1 + 1)"])
    #expect(published == ["busy", "execute_input", "stream", "execute_result", "flush", "idle"])
    #expect(reply == ["status": "ok", "execution_count": 1, "payload": [], "user_expressions": [:]])
    #expect(try ask("execute", ["code": " \n"]).reply["execution_count"] == 1)
  }

  @Test("A value that something follows is a line of the output")
  func values() throws {
    shell.take(request("execute", ["code": "(1 + 1)\nprint 3\n(2 + 2)\n(3 + 3)"])) { _ in }
    let messages = publisher.taken()
    #expect(
      messages.filter { $0.type == "stream" }.map { $0.content["text"]?.text } == ["2\n", "3\n", "4\n"])
    #expect(
      messages.filter { $0.type == "execute_result" }.map { $0.content["data"] } == [["text/plain": "6"]])
  }

  @Test("A training shows itself when it begins and when it is over, and between in a twentieth of the time at most")
  func training() throws {
    let code = """
      training = load sketches count=20
      model = autoencoder latent=2 width=2
      log = train model on=training watch=training epochs=2 batch=5
      """
    let (_, published) = try ask("execute", ["code": .text(code)])
    #expect(
      published == [
        "busy", "execute_input", "display_data", "display_data", "update_display_data", "update_display_data", "stream",
        "flush",
        "idle",
      ])
    // Now drawing takes as long as a step does, and so the curve is drawn once in twenty steps, and at the end.
    clock.step = 1000
    let (_, more) = try ask("execute", ["code": .text(code.replacing("batch=5", with: "batch=1"))])
    #expect(more.count { $0 == "display_data" } == 2)
    #expect(more.count { $0 == "update_display_data" } == 4)
  }

  @Test("Long work is a line that is written anew, once it has taken a second")
  func longWork() throws {
    let output = OutputMessages(publisher: publisher, clock: { [clock] in clock.now() })
    let loading = try #require(output.loadingProgress)
    func lines() -> [String] {
      publisher.taken().map {
        "\($0.type == "display_data" ? "" : "again: ")" + ($0.content["data"]?["text/plain"]?.text ?? "")
      }
    }
    // What is decoded at once says nothing.
    for done in [0, 5000, 10_000] { loading(.images(done: done, total: 10_000)) }
    #expect(lines() == [])
    // Whoever tells of other work has waited, and the clock goes on by half a second each time.
    clock.step = 0.5
    for done in [1000, 2000, 4000, 4000] { loading(.work(name: "measuring", done: done, total: 4000, unit: "image")) }
    #expect(
      lines() == [
        "measuring ━━━━━─────────────── 1,000 of 4,000 images",
        "again: measuring ━━━━━━━━━━────────── 2,000 of 4,000 images · 0:01 left",
        "again: measuring ━━━━━━━━━━━━━━━━━━━━ 4,000 of 4,000 images",
      ])
    for done in 1...4 { loading(.download(url: "u", received: Int64(done) * 1_000_000, total: 8_000_000)) }
    #expect(
      lines() == [
        "downloading u ━━━━━━━───────────── 3.0 of 8.0 MB · 0:03 left",
        "again: downloading u ━━━━━━━━━━────────── 4.0 of 8.0 MB · 0:02 left",
      ])
  }

  @Test("A failed cell is told once to everybody and once to its client")
  func failure() throws {
    let (reply, published) = try ask("execute", ["code": "(1 + 1)\nexpect (1 > 2) \"no\""])
    #expect(published == ["busy", "execute_input", "stream", "error", "flush", "idle"])
    #expect(reply["status"] == "error")
    #expect(reply["ename"] == "Failed")
    #expect(reply["execution_count"] == 1)
    #expect(try ask("execute", ["code": "x ="]).reply["ename"] == "DoesNotCheck")
  }

  @Test("Cells behind a failed one are not run; other requests are answered")
  func aborted() {
    var replies: [KernelMessage] = []
    let waiting = [
      request("execute", ["code": "print 1"], "a"), request("is_complete", ["code": ""], "b"),
      request("execute", ["code": "print 2"], "c"),
    ]
    shell.take(request("execute", ["code": "nonsense"]), waiting: { waiting }) { replies.append($0) }
    #expect(replies.map { $0.content["status"]?.text } == ["error", "aborted", "complete", "aborted"])
    #expect(replies.map { $0.parent["msg_id"]?.text } == ["r", "a", "b", "c"])
    #expect(!publisher.taken().contains { $0.type == "stream" })
    // Nothing waits where the request says so, or where the cell is well.
    for content in [["code": "nonsense", "stop_on_error": false], ["code": "print 1"]] as [JSONValue] {
      shell.take(
        request("execute", content),
        waiting: {
          Issue.record("It is not asked for."); return []
        }
      ) { _ in }
    }
  }

  @Test("A silent cell says nothing, and is not remembered")
  func silent() throws {
    let (reply, published) = try ask("execute", ["code": "print 1\nwrong = 3\n(wrong)", "silent": true])
    #expect(published == ["busy", "flush", "idle"])
    #expect(reply["execution_count"] == 0)
    #expect(try ask("execute", ["code": "nonsense", "silent": true]).published == ["busy", "flush", "idle"])
    #expect(try ask("history", ["hist_access_type": "tail"]).reply["history"] == [])
    #expect(try ask("execute", ["code": "wrong"]).published.contains("execute_result"))
  }

  @Test("Requests that hold no such members are answered all the same")
  func incomplete() throws {
    for content in [[:], ["code": 3], ["code": nil]] as [JSONValue] {
      #expect(try ask("execute", content).reply["ename"] == "WrongRequest")
      #expect(try ask("is_complete", content).reply == ["status": "unknown"])
      #expect(try ask("complete", content).reply["status"] == "ok")
      #expect(try ask("inspect", content).reply["found"] == false)
    }
    let wild: JSONValue = ["code": "😀tra", "cursor_pos": .integer(.max), "detail_level": .integer(.min)]
    #expect(try ask("complete", wild).reply["status"] == "ok")
    #expect(try ask("inspect", wild).reply["status"] == "ok")
    #expect(try ask("complete", ["code": "😀", "cursor_pos": .integer(.min)]).reply["cursor_start"] == 0)
  }

  @Test("Places are told in code points")
  func places() throws {
    let code = "x = \"😀\"\nautoe"
    let (reply, _) = try ask(
      "complete", ["code": .text(code), "cursor_pos": .integer(code.unicodeScalars.count)])
    #expect(reply["matches"] == ["autoencoder"])
    #expect(reply["cursor_start"] == 8)
    #expect(reply["cursor_end"] == 13)
  }

  @Test("What does not depend on the session is the same on both channels")
  func standing() throws {
    for type in ["kernel_info", "connect", "comm_info"] {
      let (reply, _) = try ask(type)
      var other: KernelMessage?
      control.take(request(type), waitForCells: {}) { other = $0 }
      #expect(reply == other?.content)
      _ = publisher.taken()
    }
    #expect(try ask("connect").reply["hb_port"] == 5)
    #expect(try ask("kernel_info").reply["implementation_version"] == "1.2.3")
  }

  @Test("Requests that nobody knows have no reply")
  func unknown() {
    for type in ["fly", "input"] {
      shell.take(request(type)) { _ in Issue.record("There is no reply.") }
      control.take(request(type), waitForCells: {}) { _ in Issue.record("There is no reply.") }
    }
    control.take(request("execute", ["code": "print 1"]), waitForCells: {}) { _ in Issue.record("There is no reply.") }
  }

  @Test("An interrupt stops the cell under way, and no other")
  func interrupt() throws {
    control.take(request("interrupt"), waitForCells: {}) { #expect($0.content == ["status": "ok"]) }
    #expect(!stops.flag.isSet)
    #expect(stops.begin())
    control.take(request("interrupt"), waitForCells: {}) { _ in }
    #expect(stops.flag.isSet)
    stops.end()
    #expect(!stops.flag.isSet)
    _ = publisher.taken()
    #expect(try ask("execute", ["code": "print 1"]).reply["status"] == "ok")
  }

  @Test("A shutdown is answered when the cells are over, and none is run after it")
  func shutdown() throws {
    #expect(stops.begin())
    var hasWaited = false
    var reply: JSONValue?
    control.take(
      request("shutdown", ["restart": true]),
      waitForCells: {
        #expect(stops.flag.isSet && stops.isLeaving)
        stops.end()
        hasWaited = true
      }
    ) { reply = $0.content }
    #expect(hasWaited)
    #expect(reply == ["status": "ok", "restart": true])
    #expect(publisher.taken().contains { $0.type == "shutdown_reply" })
    #expect(try ask("execute", ["code": "print 1"]).reply["status"] == "aborted")
  }
}
