import Datasets
import Devices
import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing
import Training

/// Scripts that choose what computes.
@Suite(.serialized, .enabled(if: OpenCLDevice.isThere, OpenCLDevice.isMissing)) struct SessionDeviceTests {
  /// Keeps what a session says.
  private final class Output: SessionOutput {
    var text = ""
    func print(_ line: String) { text += line + "\n" }
    func display(_ line: String) { text += line + "\n" }
    func page(_ page: String) { text += page + "\n" }
    func clear(wait: Bool) {}
    func show(_ figure: ShownFigure) {}
    func note(_ line: String) { text += "note: \(line)\n" }
    func warn(_ diagnostic: Diagnostic) { text += "\(diagnostic)\n" }
    func training(_ event: TrainingEvent) {}
    var loadingProgress: (@Sendable (LoadingProgress) -> Void)? { nil }
  }

  /// All that a script says, and what is wrong with it, checked or run.
  private func run(_ script: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-device-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let output = Output()
    let session = Session(
      settings: Session.Settings(
        workspace: Workspace(scriptFolder: folder, outputFolder: folder), processor: "a processor"),
      output: output)
    do throws(ScriptFailure) {
      try session.run(session.check(SourceText(name: "test.darkroom", text: script)))
    } catch {
      switch error {
      case .doesNotCheck(let diagnostics): output.text += diagnostics.map { "\($0)\n" }.joined()
      case .failed(let diagnostic): output.text += "failed: \(diagnostic)\n"
      case .interrupted: output.text += "interrupted\n"
      }
    }
    return output.text
  }

  private static let training = """
    training = load sketches count=32
    model = autoencoder latent=8 width=2
    log = train model on=training epochs=2 batch=16
    print (log.training)
    evaluate model training
    """

  @Test("A device is said by its name, and the processor as ever") func says() throws {
    let name = try #require(OpenCLDevice.description).description
    let text = try run("device opencl\ndevice cpu\ndevice")
    #expect(text.hasPrefix("device: \(name), "))
    #expect(text.hasSuffix("\ndevice: a processor, 1 thread\ndevice: a processor, 1 thread\n"))
  }

  @Test("A training and an evaluation come to the processor's numbers, and are the same twice") func trains() throws {
    func numbers(_ text: String) -> [Double] {
      text.split { !"0123456789.".contains($0) }.compactMap { $0.contains(".") ? Double($0) : nil }
    }
    let processors = numbers(try run("device cpu exact=yes\n" + Self.training))
    let text = try run("device opencl\n" + Self.training)
    let found = numbers(text.split(separator: "\n").dropFirst().joined(separator: "\n"))
    #expect(!found.isEmpty && found.count == processors.count, "\(text)")
    for (own, other) in zip(found, processors) { #expect(abs(own - other) <= 1e-4 * other + 1e-6, "\(text)") }
    #expect(try run("device opencl\n" + Self.training) == text)
  }

  @Test(
    "What a device lacks is found by the check, at its place",
    arguments: [
      (
        "log = train model on=training optimizer=rmsprop",
        "the optimiser `rmsprop` is not computed on a device yet: choose `device cpu`"
      ),
      (
        "log = train model on=training loss=ssim",
        "the loss `ssim` is not computed on a device yet: choose `device cpu`"
      ),
      ("log = train model on=training clip=1", "`clip` is not computed on a device yet: choose `device cpu`"),
    ])
  func lacks(line: String, message: String) throws {
    let text = try run(
      "training = load sketches count=32\nmodel = autoencoder latent=8 width=2\ndevice opencl\n" + line)
    #expect(text.contains("test.darkroom:4:") && text.contains("error: " + message), "\(text)")
    #expect(!text.contains("device: "))
  }

  @Test("So is a model that a device lacks a part of, until the processor is chosen again") func lacksLayer() throws {
    let model = "training = load sketches count=4\nmodel = autoencoder latent=8 width=2 bottleneck=variational\n"
    let text = try run(model + "device opencl\ncodes = encode model training")
    #expect(
      text.contains("test.darkroom:4:9: error: the bottleneck `variational` is not computed on a device yet"), "\(text)"
    )
    #expect(!(try run(model + "device opencl\ndevice cpu\ncodes = encode model training")).contains("error"))
  }
}
