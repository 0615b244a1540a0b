import Devices
import Foundation
import Testing

/// What can be told of CUDA without a card.
@Suite struct CUDATests {
  @Test("A machine without a card says what to do", .enabled(if: (try? DeviceCatalogue.device(.cuda)) == nil))
  func missing() throws {
    #expect(throws: DeviceError.noCUDA) { try DeviceChoice.cuda.find() }
    #expect(DeviceError.noCUDA.description.hasPrefix("no CUDA driver with a card can be opened: install"))
    #expect(DeviceError.noCompiler(device: "a card").description.contains("libnvrtc.so"))
  }

  @Test("A library that is not there, or is none, is no compiler") func noCompiler() {
    #expect(CUDACompiler(library: "/nonexistent/libnvrtc.so") == nil)
    #expect(CUDACompiler(library: #filePath) == nil)
  }

  /// NVRTC, where `make test-gpu` has installed it.
  private static let library = ProcessInfo.processInfo.environment["NVRTC_LIBRARY"]

  @Test(
    "NVRTC compiles every kernel", .enabled(if: library != nil, "NVRTC_LIBRARY names no libnvrtc.so."),
    arguments: ["sm_80", "sm_90"])
  func compiles(architecture: String) throws {
    let compiler = try #require(CUDACompiler(library: Self.library))
    let image = try compiler.compile(Device.kernelSource, for: architecture, device: "a card")
    #expect(image.prefix(4) == [0x7F, 0x45, 0x4C, 0x46])
    let names = String(decoding: image, as: UTF8.self)
    for kernel in Device.kernelNames { #expect(names.contains(".text.\(kernel)"), "\(kernel)") }
  }

  @Test("What NVRTC does not compile is told", .enabled(if: library != nil, "NVRTC_LIBRARY names no libnvrtc.so."))
  func doesNotCompile() throws {
    let compiler = try #require(CUDACompiler(library: Self.library))
    for (source, architecture, said) in [
      ("no kernel", "sm_80", "identifier"), (Device.kernelSource, "sm_1", "invalid value for --gpu-architecture"),
    ] {
      do {
        _ = try compiler.compile(source, for: architecture, device: "a card")
        Issue.record("\(source.prefix(20)) is compiled")
      } catch {
        #expect("\(error)".hasPrefix("the driver of a card does not compile the kernels"), "\(error)")
        #expect("\(error)".contains("NVRTC_ERROR") && "\(error)".contains(said), "\(error)")
      }
    }
  }
}
