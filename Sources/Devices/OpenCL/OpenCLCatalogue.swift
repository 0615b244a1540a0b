internal import COpenCL

/// The devices that OpenCL's drivers list.
enum OpenCLCatalogue {
  /// Whether there is a library of OpenCL's to open.
  static var isThere: Bool { opencl_load() == 1 }

  /// Every device that kernels can be compiled for.
  static func devices() -> [DeviceDescription] {
    let capacity = 32
    return withUnsafeTemporaryAllocation(of: opencl_device.self, capacity: capacity) { found in
      guard let start = found.baseAddress else { return [] }
      return (0..<Int(opencl_devices(start, Int32(capacity)))).compactMap { DeviceDescription(start[$0]) }
    }
  }
}

extension DeviceDescription {
  /// A device that kernels can be compiled for and whose groups are large enough; nil for any other.
  fileprivate init?(_ device: opencl_device) {
    guard device.is_usable != 0, let pointer = device.handle, device.largest_group >= UInt64(Device.groupItems),
      device.shared_memory >= UInt64(TiledProduct.sharedBytes)
    else { return nil }
    self.init(
      name: .driver(device.name), platform: .driver(device.platform), version: .driver(device.version),
      isGPU: device.is_gpu != 0, memory: Int(clamping: device.memory),
      largestBuffer: Int(clamping: device.largest_buffer), way: .openCL(handle: Int(bitPattern: pointer)))
  }
}
