internal import Basics
internal import Distributed

/// Images that are gone through a few at a time, by one process or by several that take these pieces by turns.
struct DealtWork {
  private let count, size: Int
  private let processes: (any ProcessGroup)?

  /// So many images, in pieces of a size.
  init(_ count: Int, _ size: Int, _ processes: (any ProcessGroup)?) {
    (self.count, self.size, self.processes) = (count, size, processes)
  }

  private var pieces: Int { (count + size - 1) / size }

  /// Goes through the pieces that are this process's. Throws `Interrupted` where it is stopped, in any of them.
  func forEach(unless stop: StopFlag, _ body: (Range<Int>) -> Void) throws(Interrupted) {
    var wasStopped = false
    for piece in 0..<pieces {
      wasStopped = stop.isSet
      if wasStopped { break }
      guard processes?.does(piece) ?? true else { continue }
      body(piece * size..<min(count, (piece + 1) * size))
    }
    if processes?.agree(wasStopped) ?? wasStopped { throw Interrupted() }
  }

  /// The numbers of all pieces in their order, `width` of each, of which each process has those of its own.
  func gathered(_ own: [Double], width: Int) -> [Double] {
    guard let processes, processes.count > 1 else { return own }
    return processes.gather(own, pieces: pieces, width: width)
  }

  /// The numbers of all images, one of each, of which each process has those of its own pieces.
  func gatheredByImage(_ own: [Double]) -> [Double] {
    // The last piece may be smaller than others, and is filled up.
    let whole = (own.count + size - 1) / size * size
    return Array(gathered(own + [Double](repeating: 0, count: whole - own.count), width: size).prefix(count))
  }
}
