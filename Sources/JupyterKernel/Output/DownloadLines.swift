import Datasets
import Synchronization

/// Tells of a download in a line every tenth of it, or every ten megabytes where its size is not known; it may be asked
/// from any thread.
final class DownloadLines: Sendable {
  private let told = Mutex<Int64>(-1)

  /// The line to show now; nil for none.
  func line(for progress: DownloadProgress) -> String? {
    told.withLock { told in
      let part = progress.received / (progress.total.map { max(1, $0 / 10) } ?? 10_000_000)
      guard part != told else { return nil }
      told = part
      let received = Self.megabytes(progress.received)
      guard let whole = progress.total else { return "downloading \(progress.url)  \(received) MB" }
      return "downloading \(progress.url)  \(received) of \(Self.megabytes(whole)) MB"
    }
  }

  private static func megabytes(_ bytes: Int64) -> String {
    let tenths = bytes / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
