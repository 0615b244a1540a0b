/// What a kernel is told, as its parameter takes it.
enum KernelArgument {
  case buffer(DeviceBuffer)
  case whole(Int)
  case number(Float)
  case shape(DeviceConvolution)

  /// The value's bytes.
  func withBytes<Made>(_ body: (UnsafeRawBufferPointer) -> Made) -> Made {
    switch self {
    case .buffer(let buffer): withUnsafeBytes(of: buffer.handle, body)
    case .whole(let value): withUnsafeBytes(of: Int32(value), body)
    case .number(let value): withUnsafeBytes(of: value, body)
    case .shape(let shape): withUnsafeBytes(of: shape, body)
    }
  }
}
