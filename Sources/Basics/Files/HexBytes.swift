/// Bytes as people read them in an error.
package enum HexBytes {
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    let words = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return words.isEmpty ? "nothing" : words.joined(separator: " ")
  }
}
