/// Numbers in a device's memory, of any content at first.
public final class DeviceBuffer: @unchecked Sendable {
  /// How many floats it holds.
  public let count: Int
  let handle: UnsafeMutableRawPointer
  private let device: Device

  init(_ handle: UnsafeMutableRawPointer, count: Int, of device: Device) {
    self.handle = handle
    self.count = count
    self.device = device
  }

  deinit { device.release(self) }
}

/// Numbers in a device's memory that are made anew, larger, when more are needed.
public struct GrowingBuffer {
  private var buffer: DeviceBuffer?

  /// No memory yet.
  public init() {}

  /// Memory for so many floats, of any content where it had to grow.
  public mutating func reserve(_ count: Int, on device: Device) throws(DeviceError) -> DeviceBuffer {
    if let buffer, buffer.count >= count { return buffer }
    // The old one goes first, so that old and new never lie side by side.
    buffer = nil
    let made = try device.makeBuffer(count)
    buffer = made
    return made
  }
}

/// Memory in which one operation after the other works, in a few parts.
package final class DeviceWorkspace {
  private var parts = [GrowingBuffer](repeating: GrowingBuffer(), count: 3)

  /// No memory yet.
  package init() {}

  /// A part that has room for so many floats, of any content, which the next operation overwrites.
  func reserve(_ count: Int, on device: Device, part: Int = 0) throws(DeviceError) -> DeviceBuffer {
    try parts[part].reserve(count, on: device)
  }
}
