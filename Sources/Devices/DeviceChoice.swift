/// What is asked for to compute on.
public enum DeviceChoice: String, CaseIterable, Sendable {
  /// A graphics processor if there is one, or else the processor.
  case auto
  /// A graphics processor.
  case gpu
  /// The processor.
  case cpu
  /// Whatever OpenCL has, a graphics processor first; a processor too, as PoCL makes it one.
  case opencl
  /// A card of NVIDIA's through CUDA's own driver.
  case cuda

  /// The device that is meant; nil for the processor as it is.
  ///
  /// Throws where there is none such.
  public func find() throws(DeviceError) -> DeviceDescription? {
    switch self {
    case .cpu: return nil
    case .gpu: return try DeviceCatalogue.device(.gpu)
    case .opencl: return try DeviceCatalogue.device(.openCL)
    case .cuda: return try DeviceCatalogue.device(.cuda)
    case .auto: return try? DeviceCatalogue.device(.gpu)
    }
  }
}
