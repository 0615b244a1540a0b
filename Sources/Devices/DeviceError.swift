internal import Basics

/// Why something could not be computed on a device: what failed, and the way out.
public enum DeviceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no OpenCL library to open.
  case noLibrary
  /// There is a library, but no driver with a device that is meant.
  case noDevice(gpu: Bool)
  /// There is no driver of CUDA's to open, or it has no card.
  case noCUDA
  /// There is a card and its driver, but not the compiler of its kernels.
  case noCompiler(device: String)
  /// The device cannot hold so many bytes beside what it holds.
  case outOfMemory(device: String, bytes: Int, free: Int)
  /// A batch has more numbers than kernels count.
  case tooManyNumbers(device: String, count: Int)
  /// The driver's compiler refuses the kernels; `log` is what it says.
  case doesNotCompile(device: String, log: String)
  /// A call of the driver failed, or a kernel; `reason` is what its error number means.
  case failed(device: String, call: String, reason: String)
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
    case .noCUDA:
      "no CUDA driver with a card can be opened: install NVIDIA's driver, or choose `device gpu` or `device cpu`"
    case .noCompiler(let device):
      "the kernels of \(device) cannot be compiled: install NVRTC, `libnvrtc.so` of the CUDA toolkit, or choose "
        + "`device opencl` or `device cpu`"
    case .outOfMemory(let device, let bytes, let free):
      "\(device) has no \(byteText(bytes)) of memory left, but \(byteText(max(free, 0))): take a smaller `batch`, or "
        + "choose `device cpu`"
    case .tooManyNumbers(let device, let count):
      "\(count) numbers are more than \(device) takes at once: take a smaller `batch`, or choose `device cpu`"
    case .doesNotCompile(let device, let log):
      "the driver of \(device) does not compile the kernels: update the driver, or choose `device cpu`"
        + (log.isEmpty ? "" : "; it says: \(log)")
    case .failed(let device, let call, let reason):
      "\(device) failed in \(call): \(reason); begin again, with a smaller `batch` or `device cpu` if "
        + "it stays so"
    case .notCovered(let what): what
    }
  }
}

extension DeviceError {
  /// What a compiler said, as far as it is told.
  static func log(_ characters: [CChar]) -> String {
    String(String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).prefix(2000))
  }
}
