/// What error numbers of OpenCL mean, those that a program without mistakes can meet.
enum OpenCLStatus {
  /// Out of memory, as drivers say it in three ways: -4 for a buffer, -5 for whatever else, -6 for the host's own.
  static let memory: Set<Int> = [-4, -5, -6]

  /// An error number in words.
  static func text(_ code: Int) -> String {
    switch code {
    case -1: "the device is gone"
    case -2: "the device is not available"
    case -4, -5: "it is out of memory"
    case -6: "the computer is out of memory"
    case -9999: "the driver was reset"
    case -36: "its queue was lost"
    case -14: "what it computed before had failed"
    default: "error \(code)"
    }
  }
}
