import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request over HTTP whose answer is appended to a partial file; the only place that knows URLSession.
final class HTTPTransfer: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var file: Int32 = -1
    var received: Int64 = 0
    var total: Int64?
    var failure: DatasetError?
    var isFinished = false
  }

  private let url: String
  private let partial: String
  private let watcher: LoadingWatcher
  private let state = Mutex(State())
  private let finished = DispatchSemaphore(value: 0)

  init(url: String, partial: String, watcher: LoadingWatcher) {
    (self.url, self.partial, self.watcher) = (url, partial, watcher)
  }

  /// Fetches what is missing of the partial file, and waits for it; throws ``DatasetError``.
  func run() throws {
    guard let address = URL(string: url), let scheme = address.scheme, ["http", "https"].contains(scheme),
      address.host != nil
    else { throw DatasetError.badAddress(url) }
    let present = ArchiveDownload.size(of: partial)
    let file = open(partial, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw DatasetError.unwritable(path: partial, reason: SystemFailure.text(errno)) }
    defer { close(file) }
    state.withLock {
      $0.file = file
      $0.received = present
    }
    var request = URLRequest(url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 60)
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if present > 0 { request.setValue("bytes=\(present)-", forHTTPHeaderField: "Range") }
    let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
    let task = session.dataTask(with: request)
    task.resume()
    while finished.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      if watcher.isCancelled() {
        fail(.cancelled(url: url, received: state.withLock { $0.received }))
        task.cancel()
      }
    }
    session.invalidateAndCancel()
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// Keeps the first failure.
  private func fail(_ error: DatasetError) {
    state.withLock { if $0.failure == nil { $0.failure = error } }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    completionHandler(accept(response) ? .allow : .cancel)
  }

  /// Looks at the answer's first lines, and makes the partial file fit them.
  private func accept(_ response: URLResponse) -> Bool {
    guard let answer = response as? HTTPURLResponse else { return false }
    return state.withLock { state in
      if state.failure != nil { return false }
      switch answer.statusCode {
      case 206:
        let range = answer.value(forHTTPHeaderField: "Content-Range") ?? "nothing"
        let wanted = "bytes \(state.received)-"
        guard range.hasPrefix(wanted) else {
          state.failure = .badRange(url: url, found: range, expected: wanted)
          return false
        }
        state.total = range.split(separator: "/").last.flatMap { Int64($0) }
      case 200:
        // The server sends the whole file, whatever was asked for.
        guard ftruncate(state.file, 0) == 0 else {
          state.failure = .unwritable(path: partial, reason: SystemFailure.text(errno))
          return false
        }
        state.received = 0
        state.total = answer.expectedContentLength >= 0 ? answer.expectedContentLength : nil
      case 416 where state.received > 0:
        // Nothing is missing, or what is here is another file; its check sum will tell.
        return false
      default:
        state.failure = .refused(url: url, status: answer.statusCode)
        return false
      }
      return true
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let (received, total, failed) = state.withLock { state -> (Int64, Int64?, Bool) in
      if state.failure != nil { return (state.received, state.total, true) }
      for region in data.regions {
        let problem = region.withUnsafeBytes { buffer -> Int32 in
          var written = 0
          while written < buffer.count {
            let count = write(state.file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            if count < 0 && errno != EINTR { return errno }
            written += max(0, count)
          }
          return 0
        }
        if problem != 0 { state.failure = .unwritable(path: partial, reason: SystemFailure.text(problem)) }
        state.received += Int64(region.count)
      }
      return (state.received, state.total, state.failure != nil)
    }
    if failed {
      dataTask.cancel()
    } else {
      watcher.progress(DownloadProgress(url: url, received: received, total: total))
    }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    state.withLock { state in
      let status = (task.response as? HTTPURLResponse)?.statusCode
      if state.failure == nil, status != 416 {
        if let error {
          state.failure = .connection(url: url, reason: error.localizedDescription, received: state.received)
        } else if let total = state.total, state.received != total {
          state.failure = .connection(
            url: url, reason: "\(total) bytes were announced", received: state.received)
        }
      }
    }
    finished.signal()
  }
}
