import Basics
package import Datasets
import Synchronization

/// Draws a loading's progress: one line that is drawn again on a terminal, and a line every tenth elsewhere. How far other
/// work is, is nothing to keep, and is shown on a terminal alone.
package final class LoadingBar: Sendable {
  private let terminal: Terminal
  private let drawn = Mutex<Int64>(-1)

  /// A bar on one of the program's streams.
  package init(on terminal: Terminal) { self.terminal = terminal }

  /// Shows how far a loading has come; may be called from any thread.
  package func show(_ progress: LoadingProgress) {
    switch progress {
    case .download(let url, let received, let total):
      let parts: Int64 = terminal.obeysCodes ? 1000 : 10
      // Without a known size, every tenth of a megabyte, or every ten.
      let step = received / (total.map { max(1, $0 / parts) } ?? 100_000_000 / parts)
      let megabytes = { (bytes: Int64) in fixed(Double(bytes) / 1e6, decimals: 1) }
      var line = "downloading \(url)  \(megabytes(received))"
      if let total {
        line += " of \(megabytes(total)) MB  \(100 * received / max(total, 1)) %"
      } else {
        line += " MB"
      }
      draw(line, step: step, isComplete: received == total)
    case .images(let done, let total):
      // Few are there before anybody reads of them.
      guard total >= 1000 else { return }
      let step = Int64(done / max(1, total / (terminal.obeysCodes ? 200 : 10)))
      draw(
        "decoding  \(countText(done)) of \(countText(total, "image"))  \(100 * done / total) %", step: step,
        isComplete: done == total)
    case .work(let name, let done, let total, let unit):
      guard terminal.obeysCodes else { return }
      guard done < total else { return terminal.write("\r\u{1B}[K") }
      let step = Int64(done / max(1, total / 200))
      draw(
        "\(name)  \(countText(done)) of \(countText(total, unit))  \(100 * done / total) %", step: step,
        isComplete: false)
    }
  }

  /// Draws a line where the loading has come a step further.
  private func draw(_ line: String, step: Int64, isComplete: Bool) {
    drawn.withLock { drawn in
      guard step > drawn || isComplete else { return }
      drawn = step
      terminal.write(terminal.obeysCodes ? "\r\(line)\u{1B}[K" + (isComplete ? "\n" : "") : line + "\n")
    }
  }
}
