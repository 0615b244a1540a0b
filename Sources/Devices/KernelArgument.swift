/// What a kernel is told, as its parameter takes it.
package enum KernelArgument {
  case buffer(DeviceBuffer)
  case whole(Int)
  case number(Float)
  case flag(Bool)
  case shape(DeviceConvolution)
  case windows(DeviceWindows)
  case normalization(DeviceNormalization)

  /// The value's bytes.
  func withBytes<Made>(_ body: (UnsafeRawBufferPointer) -> Made) -> Made {
    switch self {
    case .buffer(let buffer): withUnsafeBytes(of: buffer.handle, body)
    case .whole(let value): withUnsafeBytes(of: Int32(value), body)
    case .number(let value): withUnsafeBytes(of: value, body)
    case .flag(let value): withUnsafeBytes(of: Int32(value ? 1 : 0), body)
    case .shape(let shape): withUnsafeBytes(of: shape, body)
    case .windows(let windows): withUnsafeBytes(of: windows, body)
    case .normalization(let normalization): withUnsafeBytes(of: normalization, body)
    }
  }
}
