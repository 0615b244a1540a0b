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

  /// The device that is meant; nil for the processor as it is.
  ///
  /// Throws where there is none such.
  public func find() throws(DeviceError) -> DeviceDescription? {
    switch self {
    case .cpu: return nil
    case .gpu: return try DeviceCatalogue.device(.gpu)
    case .opencl: return try DeviceCatalogue.device(.any)
    case .auto: return try? DeviceCatalogue.device(.gpu)
    }
  }
}
