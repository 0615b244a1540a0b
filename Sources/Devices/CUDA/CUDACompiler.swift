internal import CCUDA

/// NVRTC, which compiles kernels for a card; it needs neither the card nor its driver.
package struct CUDACompiler {
  private let handle: UnsafeRawPointer

  /// The compiler in a library, or in the one that the system has; nil where it is not there.
  package init?(library path: String? = nil) {
    guard let handle = cuda_compiler(path) else { return nil }
    self.handle = handle
  }

  /// The kernels of a source for an architecture such as `sm_80`, as the driver loads them.
  package func compile(
    _ source: String, for architecture: String, device: String
  ) throws(DeviceError) -> [UInt8] {
    var image: UnsafeMutableRawPointer?
    var size = 0
    var log = [CChar](repeating: 0, count: 1 << 16)
    let code = cuda_compile(handle, source, architecture, &image, &size, &log, log.count)
    guard code == 0, let image else {
      let said = DeviceError.log(log)
      let reason = cuda_compiler_error(handle, code).map { String(cString: $0) } ?? "error \(code)"
      throw .doesNotCompile(device: device, log: said.isEmpty ? reason : "\(reason): \(said)")
    }
    defer { cuda_release_image(image) }
    return Array(UnsafeRawBufferPointer(start: image, count: size))
  }
}
