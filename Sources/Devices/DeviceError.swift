internal import Basics

/// Why something could not be computed on a device: what failed, and the way out.
public enum DeviceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no OpenCL library to open.
  case noLibrary
  /// There is a library, but no driver with a device that is meant.
  case noDevice(gpu: Bool)
  /// The device cannot hold so many bytes beside what it holds.
  case outOfMemory(device: String, bytes: Int, free: Int)
  /// A batch has more numbers than kernels count.
  case tooManyNumbers(device: String, count: Int)
  /// The driver's compiler refuses the kernels; `log` is what it says.
  case doesNotCompile(device: String, log: String)
  /// A call of the driver failed with an error number of OpenCL's.
  case failed(device: String, call: String, code: Int)
  /// The device lacks what a model or a training needs.
  case notCovered(String)

  /// One sentence.
  public var description: String {
    switch self {
    case .noLibrary:
      "no OpenCL library can be opened: install `ocl-icd-libopencl1` and the driver of the GPU, or choose `device cpu`"
    case .noDevice(let gpu):
      gpu
        ? "no driver has a GPU: install the GPU's OpenCL driver, or choose `device cpu`"
        : "no driver has a device: install an OpenCL driver, such as `pocl-opencl-icd`, or choose `device cpu`"
    case .outOfMemory(let device, let bytes, let free):
      "\(device) has no \(byteText(bytes)) of memory left, but \(byteText(max(free, 0))): take a smaller `batch`, or "
        + "choose `device cpu`"
    case .tooManyNumbers(let device, let count):
      "\(count) numbers are more than \(device) takes at once: take a smaller `batch`, or choose `device cpu`"
    case .doesNotCompile(let device, let log):
      "the driver of \(device) does not compile the kernels: update the driver, or choose `device cpu`"
        + (log.isEmpty ? "" : "; it says: \(log)")
    case .failed(let device, let call, let code):
      "\(device) failed in \(call): \(OpenCLStatus.text(code)); begin again, with a smaller `batch` or `device cpu` if "
        + "it stays so"
    case .notCovered(let what): what
    }
  }
}
