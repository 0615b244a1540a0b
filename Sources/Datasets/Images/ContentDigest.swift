internal import Crypto
internal import Synchronization

/// What tells some content from any other: its SHA-256.
public struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  public let description: String

  /// The digest of what `body` adds, piece by piece.
  public init(_ body: (inout ContentHash) -> Void) {
    var hash = ContentHash()
    body(&hash)
    description = hash.state.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A digest that a file tells; nil for what is none.
  public init?(_ text: String) {
    guard text.utf8.count == 64,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    description = text
  }
}

/// What a digest is made of.
public struct ContentHash {
  fileprivate var state = SHA256()

  /// Adds a text, in such a way that no two sequences of texts and numbers are alike.
  public mutating func add(_ text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { add($0) }
  }

  /// Adds bytes, and before them how many there are.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { state.update(bufferPointer: $0) }
    if !bytes.isEmpty { state.update(bufferPointer: bytes) }
  }

  /// Adds bytes that belong to those before them, however they are cut into pieces.
  public mutating func add(unsized bytes: UnsafeRawBufferPointer) {
    if !bytes.isEmpty { state.update(bufferPointer: bytes) }
  }

  /// Adds the bytes of numbers.
  public mutating func add(_ numbers: [some BitwiseCopyable]) { numbers.withUnsafeBytes { add($0) } }
}

/// A digest that is worked out once, when it is first asked for, from any thread.
final class KeptDigest: Sendable {
  private let digest = Mutex<ContentDigest?>(nil)

  /// The digest, from `make` the first time.
  func value(_ make: () -> ContentDigest) -> ContentDigest {
    digest.withLock { digest in
      if let digest { return digest }
      let made = make()
      digest = made
      return made
    }
  }
}

extension ImageSet {
  /// The digest of its shape, its pixels in their order, its labels and their names.
  public var contentDigest: ContentDigest {
    digest.value {
      ContentDigest { hash in
        hash.add("bytes \(shape)")
        for index in 0..<count { withPixels(at: index) { hash.add(UnsafeRawBufferPointer($0)) } }
        hash.add(labels ?? [])
        for name in classNames { hash.add(name) }
      }
    }
  }
}

extension Images {
  /// The digest of its shape, its numbers in their order, its labels and their names.
  public var contentDigest: ContentDigest {
    ContentDigest { hash in
      hash.add("floats \(shape)")
      hash.add(values)
      hash.add(labels ?? [])
      for name in classNames { hash.add(name) }
    }
  }
}
