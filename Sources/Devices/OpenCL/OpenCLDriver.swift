internal import COpenCL

/// A device of OpenCL's.
final class OpenCLDriver: DeviceDriver {
  private let context, queue, program: UnsafeMutableRawPointer
  private var kernels: [String: UnsafeMutableRawPointer] = [:]

  /// Compiles the kernels for a device; throws where its driver fails, or does not compile them.
  init(_ description: DeviceDescription, handle: Int) throws(DeviceError) {
    let handle = UnsafeMutableRawPointer(bitPattern: handle)
    var code: Int32 = 0
    func failed(_ call: String) -> DeviceError {
      .failed(device: description.name, call: call, reason: OpenCLStatus.text(Int(code)))
    }
    guard let context = opencl_context(handle, &code) else { throw failed("clCreateContext") }
    guard let queue = opencl_queue(context, handle, &code) else {
      opencl_release_context(context)
      throw failed("clCreateCommandQueue")
    }
    var log = [CChar](repeating: 0, count: 1 << 16)
    guard let program = opencl_program(context, handle, DeviceKernel.source, &code, &log, log.count) else {
      opencl_release_queue(queue)
      opencl_release_context(context)
      throw .doesNotCompile(device: description.name, log: DeviceError.log(log))
    }
    (self.context, self.queue, self.program) = (context, queue, program)
  }

  deinit {
    for kernel in kernels.values { opencl_release_kernel(kernel) }
    opencl_release_program(program)
    opencl_release_queue(queue)
    opencl_release_context(context)
  }

  func makeBuffer(bytes: Int) throws(DriverFailure) -> UnsafeMutableRawPointer {
    var code: Int32 = 0
    guard let buffer = opencl_buffer(context, bytes, &code), code == 0 else {
      throw failure(code, "clCreateBuffer")
    }
    return buffer
  }

  func release(_ buffer: UnsafeMutableRawPointer) { opencl_release_buffer(buffer) }

  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: UnsafeMutableRawPointer, at place: Int
  ) throws(DriverFailure) {
    try check(opencl_write(queue, buffer, place, bytes.count, bytes.baseAddress), "clEnqueueWriteBuffer")
  }

  func read(_ buffer: UnsafeMutableRawPointer, into bytes: UnsafeMutableRawBufferPointer) throws(DriverFailure) {
    try check(opencl_read(queue, buffer, 0, bytes.count, bytes.baseAddress), "clEnqueueReadBuffer")
  }

  func run(_ kernel: String, groups: (Int, Int, Int), _ arguments: [KernelArgument]) throws(DriverFailure) {
    let handle = try self.kernel(kernel)
    for (place, argument) in arguments.enumerated() {
      let code = argument.withBytes { opencl_argument(handle, UInt32(place), $0.count, $0.baseAddress) }
      try check(code, "clSetKernelArg of the kernel \(kernel)")
    }
    let counts = [groups.0, groups.1, groups.2]
    try check(opencl_run(queue, handle, counts, Device.groupItems), "the kernel \(kernel)")
  }

  private func kernel(_ name: String) throws(DriverFailure) -> UnsafeMutableRawPointer {
    if let made = kernels[name] { return made }
    var code: Int32 = 0
    guard let made = opencl_kernel(program, name, &code) else {
      throw failure(code, "clCreateKernel of the kernel \(name)")
    }
    kernels[name] = made
    return made
  }

  private func check(_ code: Int32, _ call: String) throws(DriverFailure) {
    if code != 0 { throw failure(code, call) }
  }

  private func failure(_ code: Int32, _ call: String) -> DriverFailure {
    DriverFailure(
      call: call, reason: OpenCLStatus.text(Int(code)), isOutOfMemory: OpenCLStatus.memory.contains(Int(code)))
  }
}
