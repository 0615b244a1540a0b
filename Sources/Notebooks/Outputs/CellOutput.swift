public import Basics

/// One thing that a cell gave when it ran.
public enum CellOutput: Hashable, Sendable {
  /// Text on a stream, `stdout` or `stderr`, with the escape sequences of terminals in it.
  case stream(name: String, text: String)
  /// Something shown, in one form or several.
  case display(MIMEBundle, metadata: [String: JSONValue] = [:])
  /// The cell's value, and the number of the run that gave it.
  case result(MIMEBundle, metadata: [String: JSONValue] = [:], count: Int?)
  /// What ended the cell before its end.
  case error(name: String, value: String, traceback: [String])
}
