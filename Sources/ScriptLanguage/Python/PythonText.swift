/// What the escapes of Python's texts stand for.
///
/// Source: The Python Language Reference, section 2.4.1.
enum PythonText {
  /// The character that an escape stands for, which begins behind the `\`, and the bytes that it takes; nil where it is none
  /// of Python's, or one that names a character. A line's end stands for nothing.
  static func escape(_ bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar?, length: Int)? {
    guard let first = bytes.first else { return nil }
    if let simple = simple[first] { return (simple, 1) }
    switch first {
    case UInt8(ascii: "\n"): return (nil, 1)
    case UInt8(ascii: "x"): return number(bytes.dropFirst(), digits: 2, radix: 16)
    case UInt8(ascii: "u"): return number(bytes.dropFirst(), digits: 4, radix: 16)
    case UInt8(ascii: "U"): return number(bytes.dropFirst(), digits: 8, radix: 16)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let digits = bytes.prefix(3).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
      return UInt32(String(decoding: digits, as: UTF8.self), radix: 8).flatMap(Unicode.Scalar.init)
        .map { ($0, digits.count) }
    default: return nil
    }
  }

  private static let simple: [UInt8: Unicode.Scalar] = [
    UInt8(ascii: "n"): "\n", UInt8(ascii: "t"): "\t", UInt8(ascii: "r"): "\r", UInt8(ascii: "\\"): "\\",
    UInt8(ascii: "'"): "'", UInt8(ascii: "\""): "\"", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}",
    UInt8(ascii: "f"): "\u{0C}", UInt8(ascii: "v"): "\u{0B}",
  ]

  /// A character by its number, which stands behind one letter.
  private static func number(
    _ bytes: ArraySlice<UInt8>, digits: Int, radix: Int
  ) -> (scalar: Unicode.Scalar?, length: Int)? {
    let text = bytes.prefix(digits)
    guard text.count == digits, text.first != UInt8(ascii: "+"),
      let code = UInt32(String(decoding: text, as: UTF8.self), radix: radix), let scalar = Unicode.Scalar(code)
    else { return nil }
    return (scalar, 1 + digits)
  }
}
