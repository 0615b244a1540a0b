import Datasets
import Synchronization

/// Tells of a download in a line every tenth of it; it may be asked from any thread.
final class DownloadLines: Sendable {
  private let told = Mutex<Int64>(-1)

  /// The line to show now; nil for none.
  func line(for progress: DownloadProgress) -> String? {
    told.withLock { told in
      let total = max(progress.total ?? 0, progress.received, 1)
      let tenth = progress.received / max(1, total / 10)
      guard tenth != told else { return nil }
      told = tenth
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
