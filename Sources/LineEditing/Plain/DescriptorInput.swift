#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes that come from a descriptor, read as they arrive.
final class DescriptorInput {
  /// What waiting for bytes came to.
  enum Arrival { case bytes, nothing, end }

  let descriptor: Int32
  private var bytes: [UInt8] = []
  private var next = 0
  private var ended = false

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Waits for bytes, for at most that many milliseconds; without a bound where that is nil.
  func wait(milliseconds: Int32?) -> Arrival {
    if next < bytes.count { return .bytes }
    if ended { return .end }
    if let milliseconds {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&request, 1, milliseconds)
      if ready == 0 || (ready < 0 && errno == EINTR) { return .nothing }
    }
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        bytes = Array(chunk[..<count])
        next = 0
        return .bytes
      }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&request, 1, -1)
        continue
      }
      // A terminal that ends a line by its end-of-file character goes on afterwards; a file does not.
      ended = !isTerminal || count < 0
      return .end
    }
  }

  /// Puts bytes behind those that were read and not yet used.
  func take(_ more: [UInt8]) {
    bytes = bytes[next...] + more
    next = 0
  }

  /// Whether bytes are there already.
  var isWaiting: Bool { wait(milliseconds: 0) == .bytes }

  /// The next byte, when it is there.
  func nextByte() -> UInt8? {
    guard wait(milliseconds: nil) == .bytes else { return nil }
    defer { next += 1 }
    return bytes[next]
  }

  /// The byte after the next one, if it came along.
  var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

  /// The next line, without its end; nil at the end of the input.
  func nextLine() -> String? {
    var line: [UInt8] = []
    var isAtEnd = true
    while let byte = nextByte() {
      isAtEnd = false
      if byte == UInt8(ascii: "\n") { break }
      line.append(byte)
    }
    if isAtEnd { return nil }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The next character; what is no UTF-8 reads as U+FFFD.
  func nextScalar() -> Unicode.Scalar? {
    guard let first = nextByte() else { return nil }
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0 else { return "\u{FFFD}" }
    var encoded = [first]
    while encoded.count < length {
      guard wait(milliseconds: 50) == .bytes, let byte = peek, byte & 0xC0 == 0x80 else { return "\u{FFFD}" }
      next += 1
      encoded.append(byte)
    }
    return String(decoding: encoded, as: UTF8.self).unicodeScalars.first
  }

  /// The bytes up to a mark, which is taken too; all that is left where it never comes.
  func bytes(until mark: [UInt8]) -> [UInt8] {
    var found: [UInt8] = []
    while let byte = nextByte() {
      found.append(byte)
      if found.count >= mark.count, found.suffix(mark.count).elementsEqual(mark) {
        return Array(found.dropLast(mark.count))
      }
    }
    return found
  }
}
