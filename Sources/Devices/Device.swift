internal import COpenCL

/// A device at work: its memory, its kernels, and the queue in which these run one after the other.
///
/// Kernels are enqueued and not waited for; reading a buffer waits for all before it. One thread uses a device at a
/// time.
public final class Device: @unchecked Sendable {
  /// What it is.
  public let description: DeviceDescription
  /// The error because of which what was computed last is of no use; nil where there was none.
  ///
  /// Whoever asks for work asks for this when it is done, and throws the work away if there is one: see
  /// ``attempt(_:)``.
  public private(set) var failure: DeviceError?
  /// The most floats of a buffer: kernels count in 32 bits.
  package static let mostNumbers = 1 << 30
  /// Work-items of every group.
  static let groupItems = 64

  private let context, queue, program: UnsafeMutableRawPointer
  private var kernels: [DeviceKernel: UnsafeMutableRawPointer] = [:]
  private let memory: Int
  private var taken = 0

  /// Compiles the kernels for a device, of whose memory no more than `memory` bytes are used.
  ///
  /// Throws where its driver fails, or does not compile them.
  public init(_ description: DeviceDescription, memory: Int? = nil) throws(DeviceError) {
    self.description = description
    self.memory = min(memory ?? .max, description.memory)
    let handle = UnsafeMutableRawPointer(bitPattern: description.handle)
    var code: Int32 = 0
    func failed(_ call: String) -> DeviceError {
      .failed(device: description.name, call: call, code: Int(code))
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
      let said = String(decoding: log.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw .doesNotCompile(device: description.name, log: String(said.prefix(2000)))
    }
    (self.context, self.queue, self.program) = (context, queue, program)
  }

  deinit {
    for kernel in kernels.values { opencl_release_kernel(kernel) }
    opencl_release_program(program)
    opencl_release_queue(queue)
    opencl_release_context(context)
  }

  /// Memory for so many floats, of any content.
  public func makeBuffer(_ count: Int) throws(DeviceError) -> DeviceBuffer {
    precondition(count >= 0, "A buffer has no negative count.")
    guard count <= Self.mostNumbers else { throw .tooManyNumbers(device: description.name, count: count) }
    let count = max(count, 1)
    let bytes = count * MemoryLayout<Float>.stride
    let free = min(memory - taken, description.largestBuffer)
    guard bytes <= free else { throw .outOfMemory(device: description.name, bytes: bytes, free: free) }
    var code: Int32 = 0
    guard let handle = opencl_buffer(context, bytes, &code), code == 0 else {
      throw error(code, "clCreateBuffer", bytes: bytes)
    }
    taken += bytes
    return DeviceBuffer(handle, count: count, of: self)
  }

  func gaveBack(bytes: Int) { taken -= bytes }

  /// Copies numbers into a buffer, from a place on, and waits until they are there.
  public func write(
    _ numbers: UnsafePointer<Float>, count: Int, to buffer: DeviceBuffer, at place: Int = 0
  ) throws(DeviceError) {
    precondition(place >= 0 && count >= 0 && place + count <= buffer.count, "The numbers do not fit into the buffer.")
    guard count > 0 else { return }
    try check(opencl_write(queue, buffer.handle, place * 4, count * 4, numbers), "clEnqueueWriteBuffer")
  }

  /// Copies numbers out of a buffer once all that was enqueued before is done.
  public func read(
    _ buffer: DeviceBuffer, count: Int, into numbers: UnsafeMutablePointer<Float>
  ) throws(DeviceError) {
    precondition(count >= 0 && count <= buffer.count, "The buffer holds fewer numbers.")
    guard count > 0 else { return }
    try check(opencl_read(queue, buffer.handle, 0, count * 4, numbers), "clEnqueueReadBuffer")
  }

  /// Enqueues a kernel for so many groups.
  func run(
    _ kernel: DeviceKernel, groups: (Int, Int, Int), _ arguments: KernelArgument...
  ) throws(DeviceError) {
    guard groups.0 > 0, groups.1 > 0, groups.2 > 0 else { return }
    let handle = try self.kernel(kernel)
    for (place, argument) in arguments.enumerated() {
      let code = argument.withBytes { opencl_argument(handle, UInt32(place), $0.count, $0.baseAddress) }
      try check(code, "clSetKernelArg of \(kernel)")
    }
    let counts = [groups.0, groups.1, groups.2]
    try check(opencl_run(queue, handle, counts, Self.groupItems), "\(kernel)")
  }

  /// Does work of which nothing is of use where it fails; then the failure stays until it is taken, and all that is
  /// attempted until then is left undone.
  @discardableResult
  public func attempt<Made>(_ work: () throws(DeviceError) -> Made) -> Made? {
    guard failure == nil else { return nil }
    do {
      return try work()
    } catch {
      failure = error
      return nil
    }
  }

  /// Gives the failure to whoever asked for the work, and forgets it.
  public func takeFailure() -> DeviceError? {
    defer { failure = nil }
    return failure
  }

  private func kernel(_ kernel: DeviceKernel) throws(DeviceError) -> UnsafeMutableRawPointer {
    if let made = kernels[kernel] { return made }
    var code: Int32 = 0
    guard let made = opencl_kernel(program, kernel.rawValue, &code) else {
      throw error(code, "clCreateKernel of \(kernel)")
    }
    kernels[kernel] = made
    return made
  }

  private func check(_ code: Int32, _ call: String) throws(DeviceError) {
    if code != 0 { throw error(code, call) }
  }

  private func error(_ code: Int32, _ call: String, bytes: Int? = nil) -> DeviceError {
    if let bytes, OpenCLStatus.memory.contains(Int(code)) {
      return .outOfMemory(device: description.name, bytes: bytes, free: memory - taken)
    }
    return .failed(device: description.name, call: call, code: Int(code))
  }
}
