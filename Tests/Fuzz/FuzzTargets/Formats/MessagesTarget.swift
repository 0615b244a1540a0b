import Basics
import JupyterKernel
import ScriptLanguage
import ScriptRuntime
import Training

/// Messages to the kernel, from the frames that a socket gives to the replies; a line is a frame, and an empty one ends
/// a message.
enum MessagesTarget: FuzzTarget {
  static let name = "messages"
  static let words = [
    "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
    "kernel_info_request", "connect_request", "comm_info_request", "comm_open", "interrupt_request", "shutdown_request",
    "\"code\":", "\"cursor_pos\":", "\"user_expressions\":", "\"hist_access_type\":", "\"silent\":true",
    "\"stop_on_error\":", "\n\nid\n<IDS|MSG>\n\n",
  ]

  static func run(_ bytes: [UInt8]) {
    guard let kernel = FuzzedKernel() else { return }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    for frames in lines.split(separator: []).prefix(4) { kernel.take(Array(frames)) }
  }
}

/// A kernel without sockets.
private final class FuzzedKernel {
  private let wire = Wire(key: [])
  private let signed = Wire(key: [1, 2, 3])
  private let shell: ShellRouter
  private let control: ControlRouter
  private let flag = StopFlag()

  init?() {
    guard let wakeUp = WakeUp(),
      let connection = try? ConnectionFile(
        json: #"{"ip":"a","key":"","shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5}"#.utf8,
        path: "")
    else { return nil }
    let publisher = SilentPublisher()
    let stops = StopRequests(flag: flag, wakeUp: wakeUp)
    let output = CellRecorder(OutputMessages(publisher: publisher, clock: { 0 }))
    let session = Session(
      settings: BoundedSession.settings(folder: ScratchFolder.empty("kernel")), output: output, stop: flag)
    let mint = MessageMint(session: "s", timestamp: { "1970-01-01T00:00:00Z" })
    let information = KernelInformation(version: "1", banner: "fuzz")
    shell = ShellRouter(
      session: session, output: output, mint: mint, publisher: publisher, information: information,
      connection: connection, stops: stops, log: { _ in })
    control = ControlRouter(
      mint: mint, publisher: publisher, information: information, connection: connection, stops: stops, log: { _ in })
  }

  /// Reads a message and answers it on both channels, where it asks for nothing large.
  func take(_ frames: [[UInt8]]) {
    _ = try? signed.message(from: frames)
    guard let message = try? wire.message(from: frames) else { return }
    guard BoundedSession.isModest(message.content["code"]?.text ?? "") else { return }
    let send = { [wire] (reply: KernelMessage) in
      guard let again = try? wire.message(from: wire.frames(of: reply)) else { fatalError("a reply is no message") }
      require(again.content == reply.content, "a reply is not read as it was sent")
    }
    TimeLimit.shared.limit(flag) {
      shell.take(message, send: send)
      control.take(message, waitForCells: {}, send: send)
    }
  }
}

/// Publishes nothing, but writes it all.
private final class SilentPublisher: MessagePublisher {
  func publish(_ type: String, _ content: JSONValue, about request: JSONValue, metadata: JSONValue) {
    _ = content.json().utf8.count
  }
  func stream(_ name: String, _ text: String, about request: JSONValue) {}
  func flush() {}
}
