/// The sockets that a kernel and a client talk through.
package enum Channel: String, CaseIterable, Sendable {
  /// Requests that wait their turn, such as the running of a cell.
  case shell
  /// Requests that do not wait, such as an interrupt.
  case control
  /// What the kernel tells every client.
  case publishing = "iopub"
  /// Questions to a person, and the answers.
  case input = "stdin"
  /// Bytes that come back as they went, so that a client sees that the kernel lives.
  case heartbeat = "hb"
}
