internal import CCUDA

/// A card of NVIDIA's through CUDA's own driver, its kernels compiled by NVRTC.
final class CUDADriver: DeviceDriver {
  private let ordinal: Int32
  private let context, module: UnsafeMutableRawPointer
  private var functions: [String: UnsafeMutableRawPointer] = [:]

  /// Compiles the kernels for a card; throws where the compiler is missing, or it or the driver fails.
  init(_ description: DeviceDescription, ordinal: Int, architecture: String) throws(DeviceError) {
    guard let compiler = CUDACompiler() else { throw .noCompiler(device: description.name) }
    let image = try compiler.compile(DeviceKernel.source, for: architecture, device: description.name)
    func check(_ code: Int32, _ call: String) throws(DeviceError) {
      guard code != 0 else { return }
      throw .failed(device: description.name, call: call, reason: Self.text(code))
    }
    self.ordinal = Int32(ordinal)
    var context: UnsafeMutableRawPointer?
    try check(cuda_context(self.ordinal, &context), "cuDevicePrimaryCtxRetain")
    var module: UnsafeMutableRawPointer?
    let code = image.withUnsafeBytes { cuda_module(context, $0.baseAddress, &module) }
    guard code == 0, let context, let module else {
      cuda_release_context(self.ordinal)
      throw .failed(device: description.name, call: "cuModuleLoadData", reason: Self.text(code))
    }
    (self.context, self.module) = (context, module)
  }

  deinit {
    cuda_release_module(context, module)
    cuda_release_context(ordinal)
  }

  func makeBuffer(bytes: Int) throws(DriverFailure) -> UnsafeMutableRawPointer {
    var buffer: UnsafeMutableRawPointer?
    try check(cuda_buffer(context, bytes, &buffer), "cuMemAlloc")
    guard let buffer else { throw DriverFailure(call: "cuMemAlloc", reason: "it gives no address") }
    return buffer
  }

  func release(_ buffer: UnsafeMutableRawPointer) { cuda_release_buffer(context, buffer) }

  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: UnsafeMutableRawPointer, at place: Int
  ) throws(DriverFailure) {
    try check(cuda_write(context, buffer, place, bytes.count, bytes.baseAddress), "cuMemcpyHtoD")
  }

  func read(_ buffer: UnsafeMutableRawPointer, into bytes: UnsafeMutableRawBufferPointer) throws(DriverFailure) {
    try check(cuda_read(context, buffer, 0, bytes.count, bytes.baseAddress), "cuMemcpyDtoH")
  }

  func run(_ kernel: String, groups: (Int, Int, Int), _ arguments: [KernelArgument]) throws(DriverFailure) {
    let function = try function(kernel)
    let counts = [UInt32(groups.0), UInt32(groups.1), UInt32(groups.2)]
    // Values lie one behind the other, sixteen bytes apart at least, as far as the driver copies them.
    var places: [Int] = []
    var bytes: [UInt8] = []
    for argument in arguments {
      places.append(bytes.count)
      argument.withBytes { bytes += $0 }
      while !bytes.count.isMultiple(of: 16) { bytes.append(0) }
    }
    let code = bytes.withUnsafeMutableBytes { bytes in
      var pointers = places.map { place in bytes.baseAddress.map { $0 + place } }
      return cuda_run(context, function, counts, UInt32(Device.groupItems), &pointers)
    }
    try check(code, "the kernel \(kernel)")
  }

  private func function(_ name: String) throws(DriverFailure) -> UnsafeMutableRawPointer {
    if let made = functions[name] { return made }
    var made: UnsafeMutableRawPointer?
    try check(cuda_function(context, module, name, &made), "cuModuleGetFunction of the kernel \(name)")
    guard let made else { throw DriverFailure(call: "cuModuleGetFunction", reason: "it gives no kernel \(name)") }
    functions[name] = made
    return made
  }

  private func check(_ code: Int32, _ call: String) throws(DriverFailure) {
    // CUDA_ERROR_OUT_OF_MEMORY is 2.
    if code != 0 { throw DriverFailure(call: call, reason: Self.text(code), isOutOfMemory: code == 2) }
  }

  /// What an error number means, as the driver says it.
  private static func text(_ code: Int32) -> String {
    let said = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text in
      guard let start = text.baseAddress else { return "" }
      cuda_error(code, start, text.count)
      return String(cString: start)
    }
    return said.isEmpty ? "error \(code)" : said
  }
}
