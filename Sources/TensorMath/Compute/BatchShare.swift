public import Distributed

/// The part of each batch that one of several processes computes, and how sums over the whole batch go through them.
///
/// A batch is dealt out in blocks of sixteen samples, which follow each other in the order of the processes. One process adds
/// a batch up from its first block to its last; here each process goes on with the sums of the one before, so that the last
/// that has a block ends with the very bits that one process by itself would. What comes after the last block, and what the
/// processes without a block hold, is of no use until the sums are handed out.
public final class BatchShare: @unchecked Sendable {
  /// The processes.
  public let processes: any ProcessGroup
  /// The samples of the whole batch.
  public private(set) var wholeCount = 0
  /// The blocks that are this process's, counted within the whole batch.
  public private(set) var blocks = 0..<0
  /// The sums of this batch that every process has by itself, in the order of their places.
  private var known: [FloatSlice] = []
  /// Where whole batches are put together, one by one.
  private var rooms: [FloatBuffer] = []

  /// Deals no batch out yet.
  public init(_ processes: any ProcessGroup) { self.processes = processes }

  /// Deals a batch out: each process takes as many blocks as any other, the first ones one more where they do not come out
  /// even, and the last none where there are too few.
  public func begin(samples: Int) {
    wholeCount = samples
    blocks = blocks(of: processes.rank)
    known.removeAll(keepingCapacity: true)
  }

  /// The blocks of a process.
  func blocks(of rank: Int) -> Range<Int> {
    let (each, rest) = wholeBlocks.quotientAndRemainder(dividingBy: processes.count)
    let first = rank * each + min(rank, rest)
    return first..<first + each + (rank < rest ? 1 : 0)
  }

  /// The blocks of the whole batch.
  public var wholeBlocks: Int { (wholeCount + Batch.blockWidth - 1) / Batch.blockWidth }

  /// The samples that are this process's, counted within the whole batch.
  public var samples: Range<Int> {
    min(wholeCount, blocks.lowerBound * Batch.blockWidth)..<min(wholeCount, blocks.upperBound * Batch.blockWidth)
  }

  /// The process that ends with the sums of the whole batch: the last that has a block.
  public var lastRank: Int { max(0, min(processes.count, wholeBlocks) - 1) }

  /// Lets messages that are under way proceed.
  public func proceed() { processes.proceed() }

  /// Whether sums begin at another process and go on here.
  var goesOn: Bool { !blocks.isEmpty && processes.rank > 0 }

  /// Whether sums go on at another process.
  var isGoneOnWith: Bool { !blocks.isEmpty && processes.rank < lastRank }

  /// Waits for so many items of the process before.
  func takeUp<Item: BitwiseCopyable>(_ items: UnsafeMutablePointer<Item>, _ count: Int) {
    guard count > 0 else { return }
    processes.receive(
      UnsafeMutableRawBufferPointer(start: items, count: count * MemoryLayout<Item>.stride), from: processes.rank - 1)
  }

  /// Gives the process behind so many items.
  func handOn<Item: BitwiseCopyable>(_ items: UnsafePointer<Item>, _ count: Int) {
    guard count > 0 else { return }
    processes.send(
      UnsafeRawBufferPointer(start: items, count: count * MemoryLayout<Item>.stride), to: processes.rank + 1)
  }

  /// Adds this process's part to running sums: from nothing at the first process, else from where the one before is; hands
  /// them on where another one follows.
  public func continueSums<Item: BitwiseCopyable>(
    _ sums: UnsafeMutablePointer<Item>, _ count: Int, zero: Item, _ add: () -> Void
  ) {
    guard !blocks.isEmpty else { return }
    if goesOn { takeUp(sums, count) } else { sums.update(repeating: zero, count: count) }
    add()
    if isGoneOnWith { handOn(sums, count) }
  }
}

// What all processes get of the sums.
extension BatchShare {
  /// Notes that these sums are the whole batch's in every process, so that nobody has to hand them out.
  func note(known sums: FloatSlice) {
    let place = known.firstIndex { $0.range.lowerBound > sums.range.lowerBound } ?? known.count
    known.insert(sums, at: place)
  }

  /// Gives every process the sums that the last one ended with, but for those that all know.
  public func handOut(_ sums: FloatBuffer) {
    var first = 0
    for slice in known where slice.buffer === sums {
      handOut(sums, first..<slice.range.lowerBound)
      first = slice.range.upperBound
    }
    handOut(sums, first..<sums.count)
  }

  private func handOut(_ sums: FloatBuffer, _ range: Range<Int>) {
    processes.broadcast(
      UnsafeMutableRawBufferPointer(
        start: sums.pointer + range.lowerBound, count: range.count * MemoryLayout<Float>.stride), from: lastRank)
  }

  /// The blocks of the whole batch, of which every process has its own, in memory that is used again in the next call for
  /// the same room.
  func wholeBatch(_ own: Batch, room: Int) -> UnsafePointer<Float> {
    let floats = own.blockFloats
    let whole = memory(wholeBlocks * floats, room: room)
    func bytes(_ blocks: Range<Int>) -> UnsafeMutableRawBufferPointer {
      UnsafeMutableRawBufferPointer(
        start: whole + blocks.lowerBound * floats, count: blocks.count * floats * MemoryLayout<Float>.stride)
    }
    if !blocks.isEmpty {
      (whole + blocks.lowerBound * floats).update(from: own.storage.pointer, count: blocks.count * floats)
      for rank in 0..<processes.count where rank != processes.rank {
        processes.send(UnsafeRawBufferPointer(bytes(blocks)), to: rank)
      }
    }
    for rank in 0..<processes.count where rank != processes.rank && !blocks(of: rank).isEmpty {
      processes.receive(bytes(blocks(of: rank)), from: rank)
    }
    return UnsafePointer(whole)
  }

  private func memory(_ floats: Int, room: Int) -> UnsafeMutablePointer<Float> {
    while rooms.count <= room { rooms.append(FloatBuffer(count: floats)) }
    if rooms[room].count < floats { rooms[room] = FloatBuffer(count: floats) }
    return rooms[room].pointer
  }
}

extension ComputeContext {
  /// The samples of the batch that this one is, or is a part of.
  func wholeCount(of batch: Batch) -> Int { share?.wholeCount ?? batch.count }
}
