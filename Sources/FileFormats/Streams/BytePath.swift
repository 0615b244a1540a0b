extension [UInt8] {
  /// Calls `body` with these bytes as the system takes a path, whether they are UTF-8 or not.
  package func withPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { path in
      guard let start = path.baseAddress else { preconditionFailure("A path has its end at least.") }
      return body(start)
    }
  }
}
