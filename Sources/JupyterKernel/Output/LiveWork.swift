import Basics
import Datasets
import Synchronization

/// Shows how far a loading or other long work is: a line that is written anew in its place, a few times a second, once the
/// work has taken one. It may be told from any thread.
final class LiveWork: Sendable {
  /// Seconds between two lines, at least.
  private static let pause = 0.25
  /// What is done sooner, in seconds, is not told of.
  private static let patience = 1.0

  /// One piece of work, such as a file that is fetched.
  private struct Piece {
    let number: Int
    let start: Double
    /// What was done when it began to be told of.
    let first: Int64
    var isShown = false
    var nextTime: Double
  }

  private struct State {
    var pieces: [String: Piece] = [:]
    var count = 0
  }

  private let state = Mutex(State())
  private let identifier: String
  private let clock: @Sendable () -> Double
  private let publish: @Sendable (_ type: String, _ content: JSONValue) -> Void

  /// Shows work in displays whose names begin with the identifier, by a clock that counts seconds.
  init(
    identifier: String, clock: @escaping @Sendable () -> Double,
    publish: @escaping @Sendable (_ type: String, _ content: JSONValue) -> Void
  ) {
    (self.identifier, self.clock, self.publish) = (identifier, clock, publish)
  }

  /// Takes in how far the work is.
  func take(_ progress: LoadingProgress) {
    let work = WorkState(progress)
    let now = clock()
    state.withLock { state in
      var piece: Piece
      if let known = state.pieces[work.name] {
        piece = known
      } else {
        state.count += 1
        // Who tells of other work has waited already.
        let wait = work.isLate ? 0 : Self.patience
        piece = Piece(number: state.count, start: now, first: work.done, nextTime: now + wait)
      }
      let isOver = work.total.map { work.done >= $0 } ?? false
      guard isOver ? piece.isShown : now >= piece.nextTime else {
        state.pieces[work.name] = isOver ? nil : piece
        return
      }
      let line = work.line(left: isOver ? nil : Self.secondsLeft(work, piece, now))
      // Within the lock, so that lines come in their order.
      publish(
        piece.isShown ? "update_display_data" : "display_data",
        [
          "data": ["text/plain": .text(line)], "metadata": [:],
          "transient": ["display_id": .text("\(identifier)-\(piece.number)")],
        ])
      piece.isShown = true
      piece.nextTime = now + Self.pause
      state.pieces[work.name] = isOver ? nil : piece
    }
  }

  /// The seconds that the rest takes at the speed so far; nil where there is nothing to go by.
  private static func secondsLeft(_ work: WorkState, _ piece: Piece, _ now: Double) -> Double? {
    guard let total = work.total, work.done > piece.first, now > piece.start else { return nil }
    return (now - piece.start) / Double(work.done - piece.first) * Double(total - work.done)
  }
}

/// How far a piece of work is, whatever it is.
private struct WorkState {
  let name: String
  let done: Int64
  /// Nil where it is not known.
  let total: Int64?
  /// Whether it has taken a while by the time that it is told of.
  let isLate: Bool
  private let amount: String

  init(_ progress: LoadingProgress) {
    switch progress {
    case .download(let url, let received, let whole):
      (name, done, total, isLate) = ("downloading \(url)", received, whole, false)
      let megabytes = { (bytes: Int64) in fixed(Double(bytes) / 1e6, decimals: 1) }
      amount = whole.map { "\(megabytes(received)) of \(megabytes($0)) MB" } ?? "\(megabytes(received)) MB"
    case .images(let read, let whole):
      (name, done, total, isLate) = ("decoding", Int64(read), Int64(whole), false)
      amount = "\(countText(read)) of \(countText(whole, "image"))"
    case .work(let what, let made, let whole, let unit):
      (name, done, total, isLate) = (what, Int64(made), Int64(whole), true)
      amount = "\(countText(made)) of \(countText(whole, unit))"
    }
  }

  /// How far it is, in a line: `measuring ━━━━━━━━───── 4,000 of 10,000 images · 0:12 left`.
  func line(left: Double?) -> String {
    let bar = total.map { barText(Int(clamping: done), of: Int(clamping: $0)) + " " } ?? ""
    return "\(name) \(bar)\(amount)" + (left.map { " · \(clockText($0)) left" } ?? "")
  }
}
