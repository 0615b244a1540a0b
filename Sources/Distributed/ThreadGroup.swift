internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Processes that are threads of one: what tests distribute over, with the same code as over MPI.
public final class ThreadGroup: ProcessGroup {
  /// This thread's number.
  public let rank: Int
  /// How many threads there are.
  public let count: Int
  private let mail: Mail

  /// The messages that no one has received yet, by their way: from `way / count` to `way % count`.
  private final class Mail: Sendable {
    let messages: Mutex<[[[UInt8]]]>

    init(_ count: Int) { messages = Mutex(Array(repeating: [], count: count * count)) }
  }

  private init(rank: Int, count: Int, mail: Mail) { (self.rank, self.count, self.mail) = (rank, count, mail) }

  /// So many processes, each for a thread of its own.
  public static func make(_ count: Int) -> [ThreadGroup] {
    precondition(count > 0, "A group has a process.")
    let mail = Mail(count)
    return (0..<count).map { ThreadGroup(rank: $0, count: count, mail: mail) }
  }

  /// One host for all.
  public var hosts: [String] { Array(repeating: "here", count: count) }

  /// Leaves a message with those that nobody has received yet.
  public func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) {
    precondition(rank != self.rank && rank < count, "A message goes to another process.")
    let way = self.rank * count + rank
    mail.messages.withLock { $0[way].append(Array(bytes)) }
  }

  /// Waits for the first message from a thread, which must be of as many bytes.
  public func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) {
    precondition(rank != self.rank && rank < count, "A message comes from another process.")
    let way = rank * count + self.rank
    while true {
      if let message = mail.messages.withLock({ $0[way].isEmpty ? nil : $0[way].removeFirst() }) {
        precondition(message.count == bytes.count, "\(message.count) bytes came where \(bytes.count) were expected.")
        bytes.copyBytes(from: message)
        return
      }
      usleep(20)
    }
  }

  /// Does nothing: no message needs help.
  public func proceed() {}
}
