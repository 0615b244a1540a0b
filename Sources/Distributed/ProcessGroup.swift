/// The processes of one job, which number themselves from 0 on, and the messages between them.
///
/// All processes do the same work in the same order, so that a message needs no name: of those from one process to another
/// the first that is sent is the first that is received. One thread of each process sends and receives.
public protocol ProcessGroup: AnyObject, Sendable {
  /// This process's number.
  var rank: Int { get }
  /// How many processes there are.
  var count: Int { get }
  /// The host of each process, by rank.
  var hosts: [String] { get }

  /// Sends bytes, and waits for nothing: they may be changed at once.
  func send(_ bytes: UnsafeRawBufferPointer, to rank: Int)

  /// Waits for a message of as many bytes.
  func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int)

  /// Lets messages that are under way proceed; to be called now and then by whoever computes for long.
  func proceed()
}

extension ProcessGroup {
  /// Whether this is the process that prints and writes.
  public var isLeader: Bool { rank == 0 }

  /// Waits until all processes are here.
  public func meet() { _ = agree(false) }

  /// Whether any process says so: all get the same answer.
  public func agree(_ isSo: Bool) -> Bool { gather(isSo).contains(true) }

  /// What every process has to say, by rank.
  public func gather<Item: BitwiseCopyable>(_ item: Item) -> [Item] {
    gather([item], counts: [Int](repeating: 1, count: count))
  }

  /// What every process has to say, so many items of each, one process after the other.
  public func gather<Item: BitwiseCopyable>(_ items: [Item], counts: [Int]) -> [Item] {
    precondition(counts.count == count && items.count == counts[rank], "Every process says as much as it announced.")
    for other in 0..<count where other != rank && !items.isEmpty {
      items.withUnsafeBytes { send($0, to: other) }
    }
    var all: [Item] = []
    all.reserveCapacity(counts.reduce(0, +))
    for other in 0..<count {
      guard other != rank else {
        all += items
        continue
      }
      all += [Item](unsafeUninitializedCapacity: counts[other]) { room, written in
        if counts[other] > 0 { receive(UnsafeMutableRawBufferPointer(room), from: other) }
        written = counts[other]
      }
    }
    return all
  }

  /// Gives all processes the bytes that one has.
  ///
  /// They go from process to process, in stretches, so that all links work at once; a few bytes go to each at once.
  public func broadcast(_ bytes: UnsafeMutableRawBufferPointer, from root: Int) {
    guard count > 1, !bytes.isEmpty else { return }
    guard bytes.count > Distribution.fewBytes else {
      if rank == root {
        for other in 0..<count where other != root { send(UnsafeRawBufferPointer(bytes), to: other) }
      } else {
        receive(bytes, from: root)
      }
      return
    }
    let (before, after) = ((rank + count - 1) % count, (rank + 1) % count)
    for first in stride(from: 0, to: bytes.count, by: Distribution.stretchBytes) {
      let stretch = UnsafeMutableRawBufferPointer(
        rebasing: bytes[first..<min(bytes.count, first + Distribution.stretchBytes)])
      if rank != root { receive(stretch, from: before) }
      if after != root { send(UnsafeRawBufferPointer(stretch), to: after) }
    }
  }

  /// The bytes that one process has; others say nothing.
  public func broadcast(_ bytes: [UInt8]?, from root: Int) -> [UInt8] {
    var count = bytes?.count ?? 0
    withUnsafeMutableBytes(of: &count) { broadcast($0, from: root) }
    var all = bytes ?? [UInt8](repeating: 0, count: count)
    all.withUnsafeMutableBytes { broadcast($0, from: root) }
    return all
  }
}

/// How messages are cut.
private enum Distribution {
  /// As many bytes go to each process by itself.
  static let fewBytes = 16 << 10
  /// More go from process to process, so many at a time.
  static let stretchBytes = 256 << 10
}
