import Basics
import Datasets
import Synchronization

/// Tells of a loading in a line every tenth of it, or every ten megabytes where its size is not known; it may be asked
/// from any thread.
final class LoadingLines: Sendable {
  private let told = Mutex<Int64>(-1)

  /// The line to show now; nil for none.
  func line(for progress: LoadingProgress) -> String? {
    switch progress {
    case .download(let url, let received, let total):
      guard isNew(received / (total.map { max(1, $0 / 10) } ?? 10_000_000)) else { return nil }
      let megabytes = Self.megabytes(received)
      guard let total else { return "downloading \(url)  \(megabytes) MB" }
      return "downloading \(url)  \(megabytes) of \(Self.megabytes(total)) MB"
    case .images(let done, let total):
      // Few are there before anybody reads of them.
      guard total >= 1000, isNew(Int64(done / max(1, total / 10))) else { return nil }
      return "decoding  \(countText(done)) of \(countText(total, "image"))"
    case .work(let name, let done, let total, let unit):
      guard done < total, isNew(Int64(done / max(1, total / 10))) else { return nil }
      return "\(name)  \(countText(done)) of \(countText(total, unit))"
    }
  }

  private func isNew(_ part: Int64) -> Bool {
    told.withLock { told in
      defer { told = max(told, part) }
      return part > told
    }
  }

  private static func megabytes(_ bytes: Int64) -> String {
    let tenths = bytes / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
