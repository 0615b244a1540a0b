/// A stretch of a script: the file it is in, and the UTF-8 offsets between which it lies.
public struct SourceRange: Hashable, Sendable {
  /// The script.
  public let source: SourceText
  /// Where it begins and ends, in UTF-8 bytes.
  public let offsets: Range<Int>

  /// Marks the offsets, moved into the text where they lie outside.
  public init(source: SourceText, offsets: Range<Int>) {
    self.source = source
    self.offsets = offsets.clamped(to: 0..<source.bytes.count)
  }

  /// Where it begins, as line and column.
  public var start: SourcePosition { source.position(at: offsets.lowerBound) }

  /// Where it ends, as the line and column behind its last character.
  public var end: SourcePosition { source.position(at: offsets.upperBound) }

  /// What stands there.
  public var text: String { source.text(in: offsets) }

  /// The range from the beginning of this one to the end of another.
  public func through(_ other: SourceRange) -> SourceRange {
    let lower = min(offsets.lowerBound, other.offsets.lowerBound)
    return SourceRange(source: source, offsets: lower..<max(offsets.upperBound, other.offsets.upperBound))
  }

  /// Compares the offsets, and whether both lie in the very same text.
  public static func == (left: SourceRange, right: SourceRange) -> Bool {
    left.source === right.source && left.offsets == right.offsets
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(source))
    hasher.combine(offsets)
  }
}
