internal import CPlatform

/// Floats in memory of their own, aligned to a cache line and zero at first.
///
/// Large buffers begin on a page of 2 MiB and ask for such pages, since the processor looks up the place of every page.
/// The owner decides who writes when: the thread team's tasks write to places of their own.
public final class FloatBuffer: @unchecked Sendable {
  /// The number of floats.
  public let count: Int
  /// The first float.
  public let pointer: UnsafeMutablePointer<Float>

  /// Allocates `count` floats, all zero.
  public init(count: Int) {
    precondition(count >= 0, "A buffer has no negative count.")
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: bytes < Self.largePage ? 64 : Self.largePage)
    if bytes >= Self.largePage { platform_advise_large_pages(raw, UInt(bytes / Self.largePage * Self.largePage)) }
    pointer = raw.bindMemory(to: Float.self, capacity: max(count, 1))
    pointer.initialize(repeating: 0, count: max(count, 1))
  }

  private static let largePage = 2 << 20

  /// Copies `values`.
  public convenience init(_ values: [Float]) {
    self.init(count: values.count)
    for (place, value) in values.enumerated() { pointer[place] = value }
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  /// The float at `place`.
  public subscript(place: Int) -> Float {
    get {
      precondition(place >= 0 && place < count, "Float \(place) of \(count) does not exist.")
      return pointer[place]
    }
    set {
      precondition(place >= 0 && place < count, "Float \(place) of \(count) does not exist.")
      pointer[place] = newValue
    }
  }

  /// All floats, for reading.
  public func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result
  {
    try body(UnsafeBufferPointer(start: pointer, count: count))
  }

  /// All floats, for writing.
  public func withUnsafeMutableBufferPointer<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try body(UnsafeMutableBufferPointer(start: pointer, count: count))
  }

  /// A copy of the floats.
  public var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  /// The whole buffer as a slice.
  public var all: FloatSlice { FloatSlice(self, 0..<count) }

  /// Part of the buffer.
  public func slice(_ range: Range<Int>) -> FloatSlice { FloatSlice(self, range) }
}

/// A stretch of a buffer, such as the weights of one layer among those of a network.
public struct FloatSlice: Sendable {
  /// The buffer it is part of.
  public let buffer: FloatBuffer
  /// Its place there.
  public let range: Range<Int>

  /// The stretch `range` of `buffer`.
  public init(_ buffer: FloatBuffer, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= buffer.count, "The slice leaves its buffer.")
    self.buffer = buffer
    self.range = range
  }

  /// The number of floats.
  public var count: Int { range.count }

  /// The first float.
  public var pointer: UnsafeMutablePointer<Float> { buffer.pointer + range.lowerBound }

  /// A copy of the floats.
  public var values: [Float] { Array(UnsafeBufferPointer(start: pointer, count: count)) }

  /// The float at `place` within the slice.
  public subscript(place: Int) -> Float {
    get {
      precondition(place >= 0 && place < count, "Float \(place) of \(count) does not exist.")
      return pointer[place]
    }
    nonmutating set {
      precondition(place >= 0 && place < count, "Float \(place) of \(count) does not exist.")
      pointer[place] = newValue
    }
  }
}
