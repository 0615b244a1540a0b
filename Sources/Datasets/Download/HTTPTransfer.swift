import Basics
internal import CCurl
internal import Glibc

/// One request over HTTP whose answer is appended to a partial file; the only place that knows libcurl.
final class HTTPTransfer {
  private let url: String
  private let partial: String
  private let watcher: LoadingWatcher
  private var file: Int32 = -1
  private var received: Int64 = 0
  private var head = AnswerHead()
  private var failure: DatasetError?

  init(url: String, partial: String, watcher: LoadingWatcher) {
    (self.url, self.partial, self.watcher) = (url, partial, watcher)
  }

  /// Fetches what is missing of the partial file, and waits for it; throws ``DatasetError``.
  func run() throws {
    guard Self.isWebAddress(url) else { throw DatasetError.badAddress(url) }
    received = ArchiveDownload.size(of: partial)
    file = open(partial, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw DatasetError.unwritable(path: partial, reason: SystemError.last.reason) }
    defer { close(file) }
    let (outcome, reason) = perform()
    if let failure { throw failure }
    switch outcome {
    case curl_outcome_no_library: throw DatasetError.noTransfer(url)
    case curl_outcome_done: break
    default:
      // An answer of 416 is ended on purpose: nothing is missing, or the check sum will tell.
      guard head.status == 416 else { throw DatasetError.connection(url: url, reason: reason, received: received) }
    }
    if let total = head.total, received != total, head.status != 416 {
      throw DatasetError.connection(url: url, reason: "\(total) bytes were announced", received: received)
    }
  }

  /// The transfer itself, and libcurl's words where it fails.
  private func perform() -> (curl_outcome, String) {
    var reason = [CChar](repeating: 0, count: 256)
    let range = received > 0 ? "\(received)-" : nil
    let outcome = url.withCString { url in
      Self.withOptionalCString(range) { range in
        var transfer = curl_transfer()
        transfer.url = url
        transfer.range = range
        transfer.owner = Unmanaged.passUnretained(self).toOpaque()
        transfer.take_line = { owner, line, length in
          HTTPTransfer.of(owner).takeLine(UnsafeRawBufferPointer(start: line, count: length)) ? 0 : 1
        }
        transfer.take_bytes = { owner, bytes, length in
          HTTPTransfer.of(owner).take(UnsafeRawBufferPointer(start: bytes, count: length)) ? 0 : 1
        }
        transfer.go_on = { HTTPTransfer.of($0).mayGoOn() ? 0 : 1 }
        return curl_transfer_run(&transfer, &reason, reason.count)
      }
    }
    let words = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return (outcome, String(decoding: words, as: UTF8.self))
  }

  private static func of(_ owner: UnsafeMutableRawPointer?) -> HTTPTransfer {
    guard let owner else { preconditionFailure("A transfer has an owner.") }
    return Unmanaged<HTTPTransfer>.fromOpaque(owner).takeUnretainedValue()
  }

  private static func withOptionalCString<Result>(
    _ text: String?, _ body: (UnsafePointer<CChar>?) -> Result
  ) -> Result {
    if let text { text.withCString { body($0) } } else { body(nil) }
  }

  /// Whether it begins with `http://` or `https://` and a host.
  private static func isWebAddress(_ url: String) -> Bool {
    ["http://", "https://"].contains { scheme in
      url.lowercased().hasPrefix(scheme) && url.dropFirst(scheme.count).first.map { !"/?#".contains($0) } ?? false
    }
  }

  private func mayGoOn() -> Bool {
    if watcher.stop.isSet, failure == nil { failure = .cancelled(url: url, received: received) }
    return failure == nil
  }

  /// Takes a line of an answer's head; the empty one that ends it decides about the answer.
  private func takeLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard head.take(String(decoding: bytes, as: UTF8.self)) else { return mayGoOn() }
    switch head.status {
    case 206:
      let found = head.range ?? "nothing"
      let wanted = "bytes \(received)-"
      guard found.hasPrefix(wanted) else {
        failure = .badRange(url: url, found: found, expected: wanted)
        return false
      }
    case 200:
      // The server sends the whole file, whatever was asked for.
      guard ftruncate(file, 0) == 0 else {
        failure = .unwritable(path: partial, reason: SystemError.last.reason)
        return false
      }
      received = 0
    case 100..<200, 301, 302, 303, 307, 308: break
    case 416 where received > 0: return false
    default:
      failure = .refused(url: url, status: head.status)
      return false
    }
    return mayGoOn()
  }

  /// Writes bytes to the partial file.
  private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(SystemError) {
      try Descriptor.write(bytes, to: file)
    } catch {
      failure = .unwritable(path: partial, reason: error.reason)
      return false
    }
    received += Int64(bytes.count)
    watcher.progress(.download(url: url, received: received, total: head.total))
    return mayGoOn()
  }
}

/// The lines before an answer's body, as far as a transfer needs them.
struct AnswerHead {
  /// The answer's status, 0 before there is one.
  private(set) var status = 0
  /// What `Content-Range` says.
  private(set) var range: String?
  private var length: Int64?

  /// The size of the whole file, where the answer tells.
  var total: Int64? {
    switch status {
    case 206: range?.split(separator: "/").last.flatMap { Int64($0) }
    case 200: length
    default: nil
    }
  }

  /// Takes a line; true for the empty one, which ends the head.
  mutating func take(_ line: String) -> Bool {
    let text = line.filter { !$0.isNewline }
    if text.hasPrefix("HTTP/") {
      // Another answer, as after a redirection.
      self = AnswerHead()
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    }
    if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].drop { $0 == " " }
      switch text[..<colon].lowercased() {
      case "content-range": range = String(value)
      case "content-length": length = Int64(value)
      default: break
      }
    }
    return text.isEmpty
  }
}
