import Devices
import Foundation
import Testing

/// The kernels, as Tests/Peers/check_device_kernels.py compiles them for CUDA.
@Suite struct KernelSourceTests {
  @Test("The stored source is the one that devices compile") func stored() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/kernels.c")
    let stored = try String(contentsOf: file, encoding: .utf8)
    guard stored != Device.kernelSource + "\n" else { return }
    let made = FileManager.default.temporaryDirectory.appending(path: "kernels.c")
    try (Device.kernelSource + "\n").write(to: made, atomically: true, encoding: .utf8)
    Issue.record("The source has changed: cp \(made.path) \(file.path), and run Tests/Peers/check_device_kernels.py")
  }

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
