import Devices
import Testing

/// The kernels as text; `CUDATests` compiles them, and whatever runs by OpenCL.
@Suite struct KernelSourceTests {
  @Test("Every kernel has a name in the source", arguments: Device.kernelNames) func names(kernel: String) {
    #expect(Device.kernelSource.contains("KERNEL(\(kernel))("))
  }

  @Test("A device on which an allocation fails says what to do") func messages() {
    #expect(
      DeviceError.outOfMemory(device: "a card", bytes: 3_000_000_000, free: 1_000_000).description.hasSuffix(
        "take a smaller `batch`, or choose `device cpu`"))
    #expect(DeviceError.noLibrary.description.contains("device cpu"))
    #expect(
      DeviceError.failed(device: "a card", call: "clEnqueueReadBuffer", reason: "its queue was lost").description
        == "a card failed in clEnqueueReadBuffer: its queue was lost; begin again, with a smaller `batch` or `device cpu` "
        + "if it stays so")
  }
}
