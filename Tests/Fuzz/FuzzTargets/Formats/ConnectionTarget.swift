import JupyterKernel

/// The files that say where a kernel is to listen.
enum ConnectionTarget: FuzzTarget {
  static let name = "connection"

  static func run(_ bytes: [UInt8]) {
    guard let file = try? ConnectionFile(json: bytes, path: "fuzz.json") else { return }
    for channel in Channel.allCases { require(!file.endpoint(of: channel).isEmpty, "a channel listens nowhere") }
  }
}
