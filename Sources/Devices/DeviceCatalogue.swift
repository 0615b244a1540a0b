/// Which device is meant.
public enum DeviceKind: Hashable, Sendable {
  /// A graphics processor, through OpenCL, or through CUDA's driver where OpenCL has none.
  case gpu
  /// Whatever OpenCL has, a graphics processor first; a processor too, as PoCL makes it one.
  case openCL
  /// A card of NVIDIA's through CUDA's driver.
  case cuda
}

/// The devices of this machine.
///
/// Libraries are opened when a device is first asked for that they may have.
public enum DeviceCatalogue {
  /// The first device of a kind, of which a graphics processor comes first.
  ///
  /// Throws where there is none.
  public static func device(_ kind: DeviceKind) throws(DeviceError) -> DeviceDescription {
    switch kind {
    case .openCL:
      guard OpenCLCatalogue.isThere else { throw .noLibrary }
      let all = OpenCLCatalogue.devices()
      guard let found = all.first(where: \.isGPU) ?? all.first else { throw .noDevice(gpu: false) }
      return found
    case .cuda:
      guard CUDACatalogue.isThere, let found = CUDACatalogue.devices().first else { throw .noCUDA }
      return found
    case .gpu:
      if let found = OpenCLCatalogue.devices().first(where: \.isGPU) { return found }
      if let found = CUDACatalogue.devices().first, CUDACompiler() != nil { return found }
      throw OpenCLCatalogue.isThere ? .noDevice(gpu: true) : .noLibrary
    }
  }
}
