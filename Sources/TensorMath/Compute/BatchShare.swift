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

  /// Deals no batch out yet.
  public init(_ processes: any ProcessGroup) { self.processes = processes }

  /// Deals a batch out: each process takes as many blocks as any other, the first ones one more where they do not come out
  /// even, and the last none where there are too few.
  public func begin(samples: Int) {
    wholeCount = samples
    blocks = blocks(of: processes.rank)
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

extension ComputeContext {
  /// The samples of the batch that this one is, or is a part of.
  func wholeCount(of batch: Batch) -> Int { share?.wholeCount ?? batch.count }
}
