package import Basics
import CZlib

/// What a gzip file holds, inflated as it is read; a check sum is checked at the end of each of its members, which follow
/// each other as one stream (RFC 1952, section 2.2). What is packed as zlib packs it is one member with another check sum
/// (RFC 1950).
package final class GzipStream: ByteStream {
  /// What stands before and behind the packed bytes.
  package enum Wrapping: Hashable, Sendable { case gzip, zlib }

  private let path: String
  private let source: any ByteStream
  private let wrapping: Wrapping
  private let expected: String
  private let stop: StopFlag
  /// What is inflated at once, and takes little time, however well it was packed.
  private static let piece = 1 << 20
  private var inflater = z_stream()
  private var input = [UInt8](repeating: 0, count: 1 << 18)
  private var consumed = 0
  private var isFinished = false

  /// Opens the archive; throws ``FileFormatError`` where it is missing, empty or no gzip file.
  package convenience init(path: String, expecting expected: String, unless stop: StopFlag = StopFlag()) throws {
    let file = try FileStream(path: path, expecting: expected, unless: stop)
    guard file.size > 0 else { throw FileFormatError.wrongSize(path: path, bytes: 0, expected: expected) }
    try self.init(file, path: path, expecting: expected, unless: stop)
  }

  /// Inflates what another stream gives, which lies at `path`.
  package init(
    _ source: any ByteStream, path: String, wrapping: Wrapping = .gzip, expecting expected: String,
    unless stop: StopFlag = StopFlag()
  ) throws {
    (self.path, self.source, self.wrapping, self.expected, self.stop) = (path, source, wrapping, expected, stop)
    // 16 more than the largest window: a gzip header and trailer, and no other format.
    let window: Int32 = wrapping == .gzip ? 15 + 16 : 15
    guard inflateInit2_(&inflater, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw FileFormatError.unreadable(path: path, reason: "zlib does not start")
    }
  }

  deinit { inflateEnd(&inflater) }

  private var available = 0
  private var position = 0

  package func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let base = target.baseAddress, !isFinished else { return 0 }
    let output = base.assumingMemoryBound(to: UInt8.self)
    var filled = 0
    while filled < target.count && !isFinished {
      try stop.check()
      if position == available {
        try fill()
        if wrapping == .gzip && consumed == 0 && !beginsMember {
          throw FileFormatError.wrongKind(
            path: path, found: FileKind.described(input[..<available]), expected: expected)
        }
        guard available > 0 else {
          throw FileFormatError.damagedGzip(
            path: path, byte: consumed, reason: "the file ends too early; it is truncated")
        }
      }
      let room = min(target.count - filled, Self.piece)
      let result = input.withUnsafeMutableBufferPointer { buffer -> Int32 in
        inflater.next_in = buffer.baseAddress.map { $0 + position }
        inflater.avail_in = UInt32(available - position)
        inflater.next_out = output + filled
        inflater.avail_out = UInt32(room)
        return inflate(&inflater, Z_NO_FLUSH)
      }
      let taken = available - position - Int(inflater.avail_in)
      position += taken
      consumed += taken
      filled += room - Int(inflater.avail_out)
      switch result {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isFinished = try !beginNextMember()
      default:
        let reason = inflater.msg.map { String(cString: $0) } ?? "zlib reports \(result)"
        throw FileFormatError.damagedGzip(path: path, byte: consumed, reason: reason)
      }
    }
    return filled
  }

  /// Reads on behind what of the input is not consumed.
  private func fill() throws {
    let left = available - position
    input.withUnsafeMutableBufferPointer { buffer in
      for place in 0..<left { buffer[place] = buffer[position + place] }
    }
    available =
      left
      + (try input.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[left...]))
      })
    position = 0
  }

  private var beginsMember: Bool {
    available - position >= 2 && input[position] == 0x1f && input[position + 1] == 0x8b
  }

  /// Whether another member follows; what else stands behind the last, such as padding, is none.
  private func beginNextMember() throws -> Bool {
    if wrapping == .gzip, available - position < 2 { try fill() }
    guard wrapping == .gzip, beginsMember else { return false }
    guard inflateReset(&inflater) == Z_OK else {
      throw FileFormatError.damagedGzip(path: path, byte: consumed, reason: "zlib does not start again")
    }
    return true
  }
}
