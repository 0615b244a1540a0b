extension Safetensors {
  /// A tensor's element type, by the format's name; those of further names are read over, and refused when asked for.
  public enum ElementType: String, Sendable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case float8 = "F8_E4M3"
    case wideFloat8 = "F8_E5M2"
    case complex64 = "C64"
    case integer64 = "I64"
    case integer32 = "I32"
    case integer16 = "I16"
    case integer8 = "I8"
    case unsigned64 = "U64"
    case unsigned32 = "U32"
    case unsigned16 = "U16"
    case unsignedByte = "U8"
    case boolean = "BOOL"

    /// The bytes of a number.
    var size: Int {
      switch self {
      case .unsignedByte, .integer8, .boolean, .float8, .wideFloat8: 1
      case .float16, .bfloat16, .integer16, .unsigned16: 2
      case .float32, .unsigned32, .integer32: 4
      case .float64, .integer64, .unsigned64, .complex64: 8
      }
    }

    /// Those of weights, which become floats of 32 bits.
    static let floats: Set<ElementType> = [.float64, .float32, .float16, .bfloat16]
    /// Those of counters.
    static let counters: Set<ElementType> = [.integer64, .integer32]
  }
}
