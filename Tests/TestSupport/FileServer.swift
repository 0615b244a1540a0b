import Glibc
import Synchronization

/// A web server on 127.0.0.1 that serves one file, well or badly.
public final class FileServer: Sendable {
  /// What the server does with a request.
  public enum Manner: Sendable {
    case honoursRanges
    case ignoresRanges
    /// Announces the whole file and closes after so many bytes of the body, on the first request only.
    case breaksOff(after: Int)
    case wrongRange
    case notFound
  }

  private let socket: Int32
  private let seen = Mutex<[String]>([])
  /// The address of the file.
  public let url: String

  /// The `Range` header of each request so far, or "whole".
  public var requests: [String] { seen.withLock { $0 } }

  /// Starts the server on a free port.
  public init(serving bytes: [UInt8], manner: Manner) throws {
    let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, pointer, &length) == 0
      }
    }
    guard listener >= 0, bound else { throw ServerFailure() }
    socket = listener
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/file.bin"
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(listener: listener, bytes: bytes, manner: manner, server: self))
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, work.toOpaque())
    pthread_detach(thread)
  }

  deinit {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  struct ServerFailure: Error {}

  private final class Work {
    let listener: Int32
    let bytes: [UInt8]
    let manner: Manner
    weak var server: FileServer?

    init(listener: Int32, bytes: [UInt8], manner: Manner, server: FileServer) {
      (self.listener, self.bytes, self.manner, self.server) = (listener, bytes, manner, server)
    }

    func run() {
      var count = 0
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 { return }
        answer(client, count)
        close(client)
        count += 1
      }
    }

    private func answer(_ client: Int32, _ count: Int) {
      var request: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
        let got = recv(client, &buffer, buffer.count, 0)
        if got <= 0 { return }
        request += buffer[0..<got]
      }
      let lines = String(decoding: request, as: UTF8.self).split(separator: "\r\n")
      let range = lines.first { $0.lowercased().hasPrefix("range: ") }.map { String($0.dropFirst(7)) }
      server?.seen.withLock { $0.append(range ?? "whole") }
      let start = range.flatMap { Int($0.dropFirst(6).dropLast()) } ?? 0
      switch manner {
      case .notFound: send(client, "404 Not Found", [], announcing: 0)
      case .ignoresRanges: send(client, "200 OK", bytes[...], announcing: bytes.count)
      case .breaksOff(let limit) where count == 0:
        send(client, "200 OK", bytes.prefix(limit), announcing: bytes.count)
      case .wrongRange where start > 0:
        send(
          client, "206 Partial Content", bytes[...], announcing: bytes.count,
          range: "bytes 0-\(bytes.count - 1)/\(bytes.count)")
      default:
        if start == 0 {
          send(client, "200 OK", bytes[...], announcing: bytes.count)
        } else if start >= bytes.count {
          send(client, "416 Range Not Satisfiable", [], announcing: 0, range: "bytes */\(bytes.count)")
        } else {
          send(
            client, "206 Partial Content", bytes[start...], announcing: bytes.count - start,
            range: "bytes \(start)-\(bytes.count - 1)/\(bytes.count)")
        }
      }
    }

    private func send(
      _ client: Int32, _ status: String, _ body: ArraySlice<UInt8>, announcing length: Int, range: String? = nil
    ) {
      let head =
        "HTTP/1.1 \(status)\r\nContent-Length: \(length)\r\nConnection: close\r\n"
        + (range.map { "Content-Range: \($0)\r\n" } ?? "") + "\r\n"
      let bytes = Array(head.utf8) + body
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          Glibc.send(client, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        }
        if count <= 0 { return }
        sent += count
      }
    }
  }
}
