package import TensorMath

/// A message in the wire format of Protocol Buffers, as it is built field by field.
///
/// It is kept as pieces of a file, so that arrays of numbers are not copied. Source: "Encoding", protobuf.dev.
package struct ProtobufWriter: Sendable {
  /// The most bytes that a message may have anywhere.
  package static let greatestCount = Int(Int32.max)

  /// How the bytes of a field are told apart.
  private enum WireType: UInt64 {
    case varint = 0
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private var finished: [FilePiece] = []
  private var bytes: [UInt8] = []
  /// How many bytes the message has.
  package private(set) var count = 0

  /// An empty message.
  package init() {}

  /// The message, piece by piece.
  package var pieces: [FilePiece] { bytes.isEmpty ? finished : finished + [.bytes(bytes)] }

  /// Appends a whole number; a negative one as its complement of two in 64 bits.
  package mutating func integer(_ field: Int, _ value: Int) {
    begin(field, .varint)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// Appends a number of single precision.
  package mutating func float(_ field: Int, _ value: Float) {
    begin(field, .fixed32)
    append(withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) })
  }

  /// Appends a text.
  package mutating func text(_ field: Int, _ value: String) { self.value(field, Array(value.utf8)) }

  /// Appends bytes.
  package mutating func value(_ field: Int, _ value: [UInt8]) {
    begin(field, .lengthDelimited)
    varint(UInt64(value.count))
    append(value)
  }

  /// Appends the bytes of an array, which is read as the message is written.
  package mutating func value(_ field: Int, _ value: FloatSlice) {
    begin(field, .lengthDelimited)
    let piece = FilePiece.floats(value)
    varint(UInt64(piece.count))
    append(piece)
  }

  /// Appends another message.
  package mutating func message(_ field: Int, _ message: ProtobufWriter) {
    begin(field, .lengthDelimited)
    varint(UInt64(message.count))
    for piece in message.pieces { append(piece) }
  }

  private mutating func begin(_ field: Int, _ type: WireType) { varint(UInt64(field) << 3 | type.rawValue) }

  /// Appends a number in groups of seven bits, the lowest first; all but the last have their highest bit set.
  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest > 127 {
      append([UInt8(truncatingIfNeeded: rest) | 128])
      rest >>= 7
    }
    append([UInt8(rest)])
  }

  private mutating func append(_ piece: FilePiece) {
    if case .bytes(let bytes) = piece { return append(bytes) }
    if !bytes.isEmpty { finished.append(.bytes(bytes)) }
    bytes = []
    finished.append(piece)
    count += piece.count
  }

  private mutating func append(_ bytes: [UInt8]) {
    self.bytes += bytes
    count += bytes.count
  }
}
