import Basics
import JupyterKernel
import Testing

@Suite struct ConnectionFileTests {
  private static let good: JSONValue = [
    "transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256", "shell_port": 1,
    "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 65535, "kernel_name": "darkroom",
  ]

  private func read(_ changes: [String: JSONValue?] = [:]) throws -> ConnectionFile {
    var content = Self.good
    for (name, value) in changes { content[name] = value }
    return try ConnectionFile(json: Array(content.json().utf8), path: "kernel.json")
  }

  @Test("A connection file says where to listen")
  func good() throws {
    let file = try read()
    #expect(file.endpoint(of: .shell) == "tcp://127.0.0.1:1")
    #expect(file.endpoint(of: .publishing) == "tcp://127.0.0.1:2")
    #expect(file.endpoint(of: .heartbeat) == "tcp://127.0.0.1:65535")
    #expect(file.key == [107])
    #expect(try read(["ip": "::1"]).endpoint(of: .control) == "tcp://[::1]:4")
    #expect(try read(["ip": "localhost"]).endpoint(of: .control) == "tcp://127.0.0.1:4")
    let files = try read(["transport": "ipc", "ip": "/tmp/k", "key": "", "signature_scheme": nil])
    #expect(files.endpoint(of: .input) == "ipc:///tmp/k-3")
    #expect(files.key.isEmpty)
  }

  @Test(
    "What is wrong is named",
    arguments: [
      ("transport", "udp", "`transport` is \"udp\"; expected tcp or ipc"),
      ("ip", nil, "`ip` is missing; expected the address to listen at, such as \"127.0.0.1\""),
      ("ip", 3, "`ip` is 3; expected the address to listen at, such as \"127.0.0.1\""),
      ("shell_port", 0, "`shell_port` is 0; expected a port from 1 to 65535"),
      ("shell_port", 65536, "`shell_port` is 65536; expected a port from 1 to 65535"),
      ("hb_port", "5", "`hb_port` is \"5\"; expected a port from 1 to 65535"),
      ("control_port", nil, "`control_port` is missing; expected a port from 1 to 65535"),
      ("iopub_port", 1, "`iopub_port` and `shell_port` are both 1"),
      ("key", nil, "`key` is missing; expected a text, empty for no signatures"),
      ("signature_scheme", "hmac-md5", "`signature_scheme` is \"hmac-md5\"; expected hmac-sha256"),
      ("curve_secretkey", "x", "it asks for encryption (`curve_secretkey`), which Darkroom has not"),
    ] as [(String, JSONValue?, String)])
  func wrong(name: String, value: JSONValue?, message: String) {
    let change = Dictionary(uniqueKeysWithValues: [(name, value)])
    let error = #expect(throws: ConnectionFileError.self) { try read(change) }
    #expect(error?.description == "the connection file kernel.json: \(message)")
  }

  @Test("What is no object of JSON is refused", arguments: ["", "[]", "null", "{", "\u{0}"])
  func noObject(text: String) {
    #expect(throws: ConnectionFileError.self) { try ConnectionFile(json: text.utf8, path: "kernel.json") }
  }
}
