import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Signs messages with a key that the client and the kernel share, and checks what is signed.
struct MessageSignature: Sendable {
  private let key: SymmetricKey?

  /// An empty key is none: messages then go unsigned, and are not checked.
  init(key: [UInt8]) {
    self.key = key.isEmpty ? nil : SymmetricKey(data: key)
  }

  /// Whether messages are signed.
  var isUsed: Bool { key != nil }

  /// The signature of some frames, in hexadecimal digits; empty where none is used.
  func sign(_ frames: some Sequence<[UInt8]>) -> [UInt8] {
    guard let key else { return [] }
    var code = HMAC<SHA256>(key: key)
    for frame in frames { code.update(data: frame) }
    let digits = Array("0123456789abcdef".utf8)
    return code.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// The bytes of a signature if it is that of the frames, compared in a time that says nothing of where they differ;
  /// nil where it is not.
  func verified(_ signature: [UInt8], of frames: some Sequence<[UInt8]>) -> [UInt8]? {
    guard let key else { return [] }
    guard let claimed = Self.bytes(ofHexadecimal: signature) else { return nil }
    var joined: [UInt8] = []
    for frame in frames { joined += frame }
    return HMAC<SHA256>.isValidAuthenticationCode(claimed, authenticating: joined, using: key) ? claimed : nil
  }

  /// The bytes that digits in pairs stand for; nil where they are none.
  private static func bytes(ofHexadecimal digits: [UInt8]) -> [UInt8]? {
    guard digits.count == 2 * SHA256.byteCount else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(of: digits[place]), let low = value(of: digits[place + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
