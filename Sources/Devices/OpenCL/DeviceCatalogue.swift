internal import COpenCL

/// A device as its driver describes it.
public struct DeviceDescription: Sendable, Hashable, CustomStringConvertible {
  /// Its name, such as `Intel(R) Iris(R) Xe Graphics`.
  public let name: String
  /// The driver that it belongs to.
  public let platform: String
  /// The driver's version.
  public let version: String
  /// Whether it is a graphics processor, and not the processor under a driver's name.
  public let isGPU: Bool
  /// Its bytes of memory.
  public let memory: Int
  /// The bytes of the largest piece of its memory.
  public let largestBuffer: Int
  let handle: Int

  /// Its name and its driver's.
  public var description: String { "\(name) (OpenCL, \(platform))" }
}

/// Which device is meant.
public enum DeviceKind: Hashable, Sendable {
  /// A graphics processor.
  case gpu
  /// Whatever OpenCL has, a graphics processor first; a processor too, as PoCL makes it one.
  case any
}

/// The devices of this machine.
///
/// The library is opened when they are first asked for.
public enum DeviceCatalogue {
  /// Every device that kernels can be compiled for, as their drivers list them.
  public static func devices() -> [DeviceDescription] {
    let capacity = 32
    return withUnsafeTemporaryAllocation(of: opencl_device.self, capacity: capacity) { found in
      guard let start = found.baseAddress else { return [] }
      return (0..<Int(opencl_devices(start, Int32(capacity)))).compactMap { DeviceDescription(start[$0]) }
    }
  }

  /// The first device of a kind, of which a graphics processor comes first.
  ///
  /// Throws where there is none.
  public static func device(_ kind: DeviceKind) throws(DeviceError) -> DeviceDescription {
    guard opencl_load() == 1 else { throw .noLibrary }
    let all = devices()
    guard let found = all.first(where: \.isGPU) ?? (kind == .any ? all.first : nil) else {
      throw .noDevice(gpu: kind == .gpu)
    }
    return found
  }
}

extension DeviceDescription {
  /// A device that kernels can be compiled for and whose groups are large enough; nil for any other.
  fileprivate init?(_ device: opencl_device) {
    guard device.is_usable != 0, let pointer = device.handle, device.largest_group >= UInt64(Device.groupItems),
      device.shared_memory >= UInt64(TiledProduct.sharedBytes)
    else { return nil }
    handle = Int(bitPattern: pointer)
    (name, platform) = (Self.text(device.name), Self.text(device.platform))
    version = Self.text(device.version)
    isGPU = device.is_gpu != 0
    memory = Int(clamping: device.memory)
    largestBuffer = Int(clamping: device.largest_buffer)
  }

  /// A text of C, without the blanks that some drivers put around it.
  private static func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { bytes in
      let words = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).split(separator: " ")
      return words.joined(separator: " ")
    }
  }
}
