/// A call of a driver that failed.
package struct DriverFailure: Error {
  /// The call, as the driver's manual names it, or the kernel.
  package let call: String
  /// What the error number means.
  package let reason: String
  /// Whether there was too little memory.
  package let isOutOfMemory: Bool

  /// A failure of a call.
  package init(call: String, reason: String, isOutOfMemory: Bool = false) {
    self.call = call
    self.reason = reason
    self.isOutOfMemory = isOutOfMemory
  }
}

/// What drives a device: the calls that ``Device`` makes, whichever library answers them.
///
/// Kernels run one after the other in the order in which they are given; one thread calls at a time. A buffer is known
/// by a handle, which kernels take as it is.
package protocol DeviceDriver: AnyObject {
  /// Memory of so many bytes, of any content.
  func makeBuffer(bytes: Int) throws(DriverFailure) -> UnsafeMutableRawPointer

  /// Gives memory back, once the kernels that use it are done.
  func release(_ buffer: UnsafeMutableRawPointer)

  /// Copies bytes into a buffer, from a place on, and waits until they are there.
  func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: UnsafeMutableRawPointer, at place: Int
  ) throws(DriverFailure)

  /// Copies the first bytes of a buffer once all kernels are done.
  func read(_ buffer: UnsafeMutableRawPointer, into bytes: UnsafeMutableRawBufferPointer) throws(DriverFailure)

  /// Has a kernel run for so many groups of 64 work-items.
  func run(_ kernel: String, groups: (Int, Int, Int), _ arguments: [KernelArgument]) throws(DriverFailure)
}
