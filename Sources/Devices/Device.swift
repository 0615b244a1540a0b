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

  private let driver: any DeviceDriver
  private let memory: Int
  private var taken = 0

  /// Compiles the kernels for a device, of whose memory no more than `memory` bytes are used.
  ///
  /// Throws where its driver fails, or does not compile them.
  public convenience init(_ description: DeviceDescription, memory: Int? = nil) throws(DeviceError) {
    self.init(description, driver: try description.openDriver(), memory: memory)
  }

  /// A device that a driver of one's own drives.
  package init(_ description: DeviceDescription, driver: any DeviceDriver, memory: Int? = nil) {
    self.description = description
    self.driver = driver
    self.memory = min(memory ?? .max, description.memory)
  }

  /// Memory for so many floats, of any content.
  public func makeBuffer(_ count: Int) throws(DeviceError) -> DeviceBuffer {
    precondition(count >= 0, "A buffer has no negative count.")
    guard count <= Self.mostNumbers else { throw .tooManyNumbers(device: description.name, count: count) }
    let count = max(count, 1)
    let bytes = count * MemoryLayout<Float>.stride
    let free = min(memory - taken, description.largestBuffer)
    guard bytes <= free else { throw .outOfMemory(device: description.name, bytes: bytes, free: free) }
    let handle: UnsafeMutableRawPointer
    do { handle = try driver.makeBuffer(bytes: bytes) } catch {
      throw error.isOutOfMemory
        ? .outOfMemory(device: description.name, bytes: bytes, free: memory - taken) : told(error)
    }
    taken += bytes
    return DeviceBuffer(handle, count: count, of: self)
  }

  func release(_ buffer: DeviceBuffer) {
    driver.release(buffer.handle)
    taken -= buffer.count * MemoryLayout<Float>.stride
  }

  /// Copies numbers into a buffer, from a place on, and waits until they are there.
  public func write(
    _ numbers: UnsafePointer<Float>, count: Int, to buffer: DeviceBuffer, at place: Int = 0
  ) throws(DeviceError) {
    let size = MemoryLayout<Float>.stride
    try write(UnsafeRawBufferPointer(start: numbers, count: count * size), to: buffer, at: place * size)
  }

  /// Copies bytes into a buffer, from a place in bytes on, and waits until they are there.
  package func write(
    _ bytes: UnsafeRawBufferPointer, to buffer: DeviceBuffer, at place: Int = 0
  ) throws(DeviceError) {
    precondition(
      place >= 0 && place + bytes.count <= buffer.count * MemoryLayout<Float>.stride,
      "The numbers do not fit into the buffer.")
    guard !bytes.isEmpty else { return }
    do { try driver.write(bytes, to: buffer.handle, at: place) } catch { throw told(error) }
  }

  /// Copies numbers out of a buffer once all that was enqueued before is done.
  public func read(
    _ buffer: DeviceBuffer, count: Int, into numbers: UnsafeMutablePointer<Float>
  ) throws(DeviceError) {
    precondition(count >= 0 && count <= buffer.count, "The buffer holds fewer numbers.")
    guard count > 0 else { return }
    let bytes = UnsafeMutableRawBufferPointer(start: numbers, count: count * MemoryLayout<Float>.stride)
    do { try driver.read(buffer.handle, into: bytes) } catch { throw told(error) }
  }

  /// Enqueues a kernel for so many groups.
  func run(
    _ kernel: DeviceKernel, groups: (Int, Int, Int), _ arguments: KernelArgument...
  ) throws(DeviceError) {
    guard groups.0 > 0, groups.1 > 0, groups.2 > 0 else { return }
    do { try driver.run(kernel.rawValue, groups: groups, arguments) } catch { throw told(error) }
  }

  /// Enqueues a kernel that has an item for each of so many numbers.
  func run(_ kernel: DeviceKernel, over count: Int, _ arguments: KernelArgument...) throws(DeviceError) {
    guard count > 0 else { return }
    do { try driver.run(kernel.rawValue, groups: (groups(of: count), 1, 1), arguments) } catch { throw told(error) }
  }

  /// Groups in which each item has one number.
  func groups(of count: Int) -> Int { (count + Self.groupItems - 1) / Self.groupItems }

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

  private func told(_ failure: DriverFailure) -> DeviceError {
    .failed(device: description.name, call: failure.call, reason: failure.reason)
  }
}
