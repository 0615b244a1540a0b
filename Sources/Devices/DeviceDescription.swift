/// A device as its driver describes it.
public struct DeviceDescription: Sendable, Hashable, CustomStringConvertible {
  /// The way to a device.
  enum Way: Hashable {
    /// OpenCL, by the driver's handle.
    case openCL(handle: Int)
    /// CUDA's driver, by the card's number and the architecture that kernels are compiled for.
    case cuda(ordinal: Int, architecture: String)
  }

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
  let way: Way

  /// Its name and its driver's.
  public var description: String {
    switch way {
    case .openCL: "\(name) (OpenCL, \(platform))"
    case .cuda: "\(name) (CUDA)"
    }
  }

  /// The device at work; throws where its driver fails, or does not compile the kernels.
  package func openDriver() throws(DeviceError) -> any DeviceDriver {
    switch way {
    case .openCL(let handle): try OpenCLDriver(self, handle: handle)
    case .cuda(let ordinal, let architecture):
      try CUDADriver(self, ordinal: ordinal, architecture: architecture)
    }
  }
}

extension String {
  /// A text of C, without the blanks that some drivers put around it.
  static func driver<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { bytes in
      let words = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).split(separator: " ")
      return words.joined(separator: " ")
    }
  }
}
