internal import CMPI
internal import CPlatform

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The processes of a job that a launcher of MPI started, such as `mpirun` or `srun`.
///
/// Only the thread that made it uses it.
public final class MPIGroup: ProcessGroup, @unchecked Sendable {
  /// This process's number.
  public let rank: Int
  /// How many processes there are.
  public let count: Int
  /// The host of each process, as its library calls it.
  public private(set) var hosts: [String] = []
  private var letters: [Letter] = []
  private var room: [UnsafeMutableRawBufferPointer] = []
  private let fail: @Sendable (String) -> Void

  /// A message under way, in memory of its own.
  private struct Letter {
    var request: UInt
    let memory: UnsafeMutableRawBufferPointer
  }

  private enum Tag {
    static let message: Int32 = 1
    /// The last that a process has to say: how it ended.
    static let farewell: Int32 = 2
  }

  /// Bytes of one transfer at the most.
  private static let mostBytes = 1 << 30
  /// How often a process that waits looks for its message before it lets others have the processor, and before it sleeps.
  private static let busyTurns = 200, willingTurns = 10_000
  /// How long a process waits for one that says that it has ended, in seconds.
  private static let patience = 5.0

  /// Joins the job, by the first of the libraries that can be opened. Where another process ends too early, `fail` is told
  /// which, and then the job ends.
  public init(
    libraries: [String], fail: @escaping @Sendable (String) -> Void
  ) throws(MPIError) {
    self.fail = fail
    var isUnknown: String?
    var isLoaded = false
    for library in libraries where !isLoaded {
      switch mpi_load(library) {
      case mpi_loaded: isLoaded = true
      case mpi_unknown: isUnknown = isUnknown ?? library
      default: break
      }
    }
    guard isLoaded else { throw isUnknown.map { .unknownLibrary($0) } ?? .noLibrary(libraries) }
    guard mpi_begin() == 0 else { throw .cannotJoin }
    (rank, count) = (Int(mpi_rank()), Int(mpi_size()))
    let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
      mpi_host(buffer.baseAddress)
      return Array(buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) })
    }
    let lengths = gather(name.count)
    let names = gather(name, counts: lengths)
    var first = 0
    for length in lengths {
      hosts.append(String(decoding: names[first..<first + length], as: UTF8.self))
      first += length
    }
  }

  /// Sends bytes from memory of the group's own, which is used again once they have gone.
  public func send(_ bytes: UnsafeRawBufferPointer, to rank: Int) {
    for first in stride(from: 0, to: bytes.count, by: Self.mostBytes) {
      let part = bytes[first..<min(bytes.count, first + Self.mostBytes)]
      post(UnsafeRawBufferPointer(rebasing: part), to: rank, Tag.message)
    }
  }

  /// Waits for a message; where another process leaves meanwhile, for a few seconds only.
  public func receive(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int) {
    for first in stride(from: 0, to: bytes.count, by: Self.mostBytes) {
      let part = UnsafeMutableRawBufferPointer(rebasing: bytes[first..<min(bytes.count, first + Self.mostBytes)])
      collect(part, from: rank, Tag.message, isFarewell: false)
    }
  }

  /// Asks the library after each message under way, which then goes on.
  public func proceed() {
    var place = 0
    while place < letters.count {
      if mpi_is_done(&letters[place].request) != 0 {
        room.append(letters.remove(at: place).memory)
      } else {
        place += 1
      }
    }
  }

  /// Says farewell to all others, and leaves the job once they have said theirs; `failure` says why this process fails, if
  /// it does. Others that cannot go on without it then end the job.
  public func leave(failure: String?) {
    var words = Array((failure ?? "").utf8.prefix(Self.mostWords))
    words += [UInt8](repeating: 0, count: Self.mostWords - words.count)
    for other in 0..<count where other != rank { words.withUnsafeBytes { post($0, to: other, Tag.farewell) } }
    for other in 0..<count where other != rank {
      words.withUnsafeMutableBytes { collect($0, from: other, Tag.farewell, isFarewell: true) }
    }
    while !letters.isEmpty { proceed() }
    mpi_end()
  }

  /// The bytes of a farewell.
  private static let mostWords = 1000

  private func post(_ bytes: UnsafeRawBufferPointer, to rank: Int, _ tag: Int32) {
    precondition(rank != self.rank && rank >= 0 && rank < count, "A message goes to another process.")
    proceed()
    let memory = memory(bytes.count)
    memory.copyMemory(from: bytes)
    var letter = Letter(request: 0, memory: memory)
    guard mpi_send(memory.baseAddress, Int32(bytes.count), Int32(rank), tag, &letter.request) == 0 else {
      end("no message can be sent to rank \(rank) on \(host(rank))")
    }
    letters.append(letter)
  }

  private func collect(_ bytes: UnsafeMutableRawBufferPointer, from rank: Int, _ tag: Int32, isFarewell: Bool) {
    precondition(rank != self.rank && rank >= 0 && rank < count, "A message comes from another process.")
    var request: UInt = 0
    guard mpi_receive(bytes.baseAddress, Int32(bytes.count), Int32(rank), tag, &request) == 0 else {
      end("no message can be received from rank \(rank) on \(host(rank))")
    }
    var turns = 0
    var deadline: Double?
    while mpi_is_done(&request) == 0 {
      turns += 1
      proceed()
      // First for a moment, as most messages are there at once; then others may need the processor.
      guard turns > Self.busyTurns else {
        platform_pause()
        continue
      }
      guard turns > Self.willingTurns else {
        sched_yield()
        continue
      }
      usleep(100)
      guard !isFarewell, turns % 64 == 0 else { continue }
      if let deadline {
        if Self.now > deadline { endForFarewell() }
      } else if mpi_waiting(Tag.farewell) >= 0 {
        deadline = Self.now + Self.patience
      }
    }
  }

  /// Ends the job because another process has left it, which says why.
  private func endForFarewell() -> Never {
    let other = Int(mpi_waiting(Tag.farewell))
    var words = [UInt8](repeating: 0, count: Self.mostWords)
    words.withUnsafeMutableBytes { collect($0, from: other, Tag.farewell, isFarewell: true) }
    let reason = String(decoding: words.prefix { $0 != 0 }, as: UTF8.self)
    end("rank \(other) on \(host(other)) has ended before the others" + (reason.isEmpty ? "" : ": \(reason)"))
  }

  private func end(_ words: String) -> Never {
    fail(words)
    mpi_abort(1)
    preconditionFailure("The job has ended.")
  }

  private func host(_ rank: Int) -> String { rank < hosts.count ? hosts[rank] : "another host" }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Memory for a message: what an earlier one had, where that is enough.
  private func memory(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let enough = room.indices.filter { room[$0].count >= count }
    if let place = enough.min(by: { room[$0].count < room[$1].count }) { return room.remove(at: place) }
    return .allocate(byteCount: max(count, 1), alignment: 64)
  }
}
