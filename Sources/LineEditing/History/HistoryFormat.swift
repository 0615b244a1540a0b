/// How entries stand in a history's file: a line each, with line ends and backslashes in them written `\n`, `\r` and
/// `\\`.
package enum HistoryFormat {
  /// An entry as a line, its end included.
  package static func line(for entry: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entry.utf8.count + 1)
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
      case UInt8(ascii: "\r"): bytes += Array("\\r".utf8)
      case 0: break
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// The entries of a file, whatever it holds: blank lines and lines with zero bytes in them are passed over, bytes that
  /// are no UTF-8 become U+FFFD, and equal entries that follow one another count once.
  package static func entries(in bytes: [UInt8]) -> [String] {
    var entries: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) where !line.contains(0) {
      let entry = entry(in: line)
      guard entry.contains(where: { !$0.isWhitespace }), entry != entries.last else { continue }
      entries.append(entry)
    }
    return entries
  }

  private static func entry(in line: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      if !isEscaped {
        if byte == UInt8(ascii: "\\") { isEscaped = true } else { bytes.append(byte) }
        continue
      }
      isEscaped = false
      switch byte {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "\\"): bytes.append(byte)
      default: bytes += [UInt8(ascii: "\\"), byte]
      }
    }
    if isEscaped { bytes.append(UInt8(ascii: "\\")) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
