import Devices

/// A driver that fails from some call on, as one does whose card is gone.
final class FaultyDriver: DeviceDriver {
  /// The call that fails, once a kernel has run so many times.
  struct Fault: Sendable {
    enum Call { case kernel, allocation }
    var call = Call.kernel
    let kernel: String
    let runs: Int
    let reason: String
  }

  private let driver: any DeviceDriver
  private let fault: Fault
  private var runs = 0
  private var isGone = false

  init(_ driver: any DeviceDriver, _ fault: Fault) {
    self.driver = driver
    self.fault = fault
  }

  func makeBuffer(bytes: Int) throws(DriverFailure) -> UnsafeMutableRawPointer {
    if fault.call == .allocation, runs >= fault.runs {
      throw DriverFailure(call: "clCreateBuffer", reason: fault.reason, isOutOfMemory: true)
    }
    try checkPresence("clCreateBuffer")
    return try driver.makeBuffer(bytes: bytes)
  }

  func release(_ buffer: UnsafeMutableRawPointer) { driver.release(buffer) }

  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: UnsafeMutableRawPointer, at place: Int
  ) throws(DriverFailure) {
    try checkPresence("clEnqueueWriteBuffer")
    try driver.write(bytes, to: buffer, at: place)
  }

  func read(_ buffer: UnsafeMutableRawPointer, into bytes: UnsafeMutableRawBufferPointer) throws(DriverFailure) {
    try checkPresence("clEnqueueReadBuffer")
    try driver.read(buffer, into: bytes)
  }

  func run(_ kernel: String, groups: (Int, Int, Int), _ arguments: [KernelArgument]) throws(DriverFailure) {
    if kernel == fault.kernel {
      if fault.call == .kernel, runs == fault.runs { isGone = true }
      runs += 1
    }
    try checkPresence("the kernel \(kernel)")
    try driver.run(kernel, groups: groups, arguments)
  }

  private func checkPresence(_ call: String) throws(DriverFailure) {
    if isGone { throw DriverFailure(call: call, reason: fault.reason) }
  }
}
