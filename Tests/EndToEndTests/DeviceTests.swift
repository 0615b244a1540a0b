import Foundation
import Testing

/// The built program on a device.
@Suite(.serialized) struct DeviceTests {
  /// Whether OpenCL has a device here, as the program itself sees it.
  private static let hasOpenCL: Bool = {
    guard let program = try? Program() else { return false }
    defer { program.clean() }
    return (try? program.run("-e", "device opencl").status) == 0
  }()

  private static let training = """
    seed 3
    training = load sketches count=40
    model = autoencoder latent=6 width=2
    log = train model on=training epochs=2 batch=16 store=no
    save log "log.csv"
    save model "model.safetensors"
    """

  @Test(
    "The quickstart runs on OpenCL's device",
    .enabled(if: hasOpenCL, "There is no OpenCL device here: install pocl-opencl-icd."))
  func quickstart() throws {
    let program = try Program()
    defer { program.clean() }
    let path = Program.root.appending(path: "notebooks/quickstart.darkroom").path
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("split=validation count=1000", with: "split=validation count=40")
    try program.write(text, to: "quickstart.darkroom")
    let result = try program.run(
      "run", "quickstart.darkroom", "--device", "opencl", "--set", "count=16", "--set", "epochs=1")
    #expect(result.status == 0, "\(result.errors)")
    for name in ["sketches.png", "bottlenecks-sketches.png", "loss-sketches.png", "loss-sketches.svg"] {
      #expect(program.holds("output/\(name)"), "\(name)")
    }
    // Where there is a GPU, it is the same; where there is none, that is said before anything runs.
    let other = try program.run(
      "run", "quickstart.darkroom", "--device", "gpu", "--set", "count=16", "--set", "epochs=1")
    #expect(other.status == 0 || other.errors.contains("no driver has a GPU"), "\(other.errors)")
  }

  @Test("Without any library `auto` is the processor, to the bit, and a device is an error that says what to do")
  func withoutLibrary() throws {
    let program = try Program()
    defer { program.clean() }
    // A file that is no library is found before the system's, and cannot be opened.
    let names = ["libOpenCL.so.1", "libOpenCL.so", "libcuda.so.1", "libcuda.so"]
    for name in names { try program.write("no library", to: name) }
    let environment = ["LD_LIBRARY_PATH": program.folder.path]
    func made(_ arguments: [String]) throws -> [Data] {
      try program.write(Self.training, to: "training.darkroom")
      let result = try program.run(
        arguments: ["run", "training.darkroom"] + arguments, environment: environment)
      #expect(result.status == 0, "\(result.errors)")
      return try ["output/log.csv", "output/model.safetensors"].map { try program.bytes($0) }
    }
    let plain = try made([])
    #expect(try made(["--device", "auto"]) == plain)
    #expect(try made(["--device", "cpu"]) == plain)
    for (device, message) in [
      ("opencl", "no OpenCL library can be opened"), ("gpu", "no OpenCL library can be opened"),
      ("cuda", "no CUDA driver with a card can be opened"),
    ] {
      let result = try program.run(
        arguments: ["run", "training.darkroom", "--device", device], environment: environment)
      #expect(result.status != 0 && result.errors.contains(message), "\(device): \(result.errors)")
      #expect(result.errors.contains("`device cpu`"))
    }
  }
}
