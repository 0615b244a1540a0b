internal import CCUDA

/// The cards that CUDA's driver lists.
enum CUDACatalogue {
  /// Whether there is a driver of CUDA's to open.
  static var isThere: Bool { cuda_load() == 1 }

  /// Every card.
  static func devices() -> [DeviceDescription] {
    let capacity = 32
    return withUnsafeTemporaryAllocation(of: cuda_device.self, capacity: capacity) { found in
      guard let start = found.baseAddress else { return [] }
      return (0..<Int(cuda_devices(start, Int32(capacity)))).map { DeviceDescription(start[$0]) }
    }
  }
}

extension DeviceDescription {
  fileprivate init(_ device: cuda_device) {
    let memory = Int(clamping: device.memory)
    self.init(
      name: .driver(device.name), platform: "CUDA",
      version: "CUDA \(device.driver / 1000).\(device.driver % 1000 / 10)", isGPU: true, memory: memory,
      largestBuffer: memory,
      way: .cuda(ordinal: Int(device.ordinal), architecture: "sm_\(device.major)\(device.minor)"))
  }
}
