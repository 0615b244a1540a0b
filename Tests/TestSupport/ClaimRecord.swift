import Basics
import Foundation

/// The file of a claim on a training, as a process other than this one would leave it.
package enum ClaimRecord {
  /// Writes the claim of a process of this machine, or of another of that number on the machine `host`.
  package static func write(to path: String, process number: Int, host: String? = nil, start: String? = nil) throws {
    let here = ProcessIdentity.current
    let record = JSONValue.object([
      "host": .text(host ?? here.host), "system": .text(here.system), "process": .integer(number),
      "start": .text(start ?? ""),
    ])
    try Data((record.json() + "\n").utf8).write(to: URL(filePath: path))
  }
}
