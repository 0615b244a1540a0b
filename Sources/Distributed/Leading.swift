extension ProcessGroup {
  /// Has the leader alone do something, such as to write a file, while all others wait for it.
  ///
  /// What it throws the others throw too, in words.
  public func lead(_ body: () throws -> Void) throws {
    guard isLeader else {
      let words = broadcast(nil, from: 0)
      if !words.isEmpty { throw LeaderError(description: String(decoding: words, as: UTF8.self)) }
      return
    }
    do {
      try body()
    } catch {
      let words = Array("\(error)".utf8)
      _ = broadcast(words.isEmpty ? [0x3f] : words, from: 0)
      throw error
    }
    _ = broadcast([], from: 0)
  }

  /// What the leader makes, as bytes, for all others; what it throws they throw too, in words.
  public func fromLeader(_ make: () throws -> [UInt8]) throws -> [UInt8] {
    var made: [UInt8]?
    try lead { made = try make() }
    return broadcast(made, from: 0)
  }
}

/// What went wrong at the leader.
public struct LeaderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// In the leader's words.
  public let description: String
}
