import Datasets
import Devices
import Distributed
import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing
import Training

/// Scripts that choose what computes.
@Suite(.serialized, .enabled(if: OpenCLDevice.isThere, OpenCLDevice.isMissing)) struct SessionDeviceTests {
  /// Keeps what a session says.
  final class Output: SessionOutput {
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
    return Self.run(
      script,
      Session.Settings(workspace: Workspace(scriptFolder: folder, outputFolder: folder), processor: "a processor"))
  }

  /// All that a script says in a session with some settings.
  static func run(_ script: String, _ settings: Session.Settings) -> String {
    let output = Output()
    let session = Session(settings: settings, output: output)
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
    try agree(Self.training)
  }

  /// Holds what a script prints on a device to what it prints on the processor, and to itself.
  private func agree(_ script: String) throws {
    func numbers(_ text: String) -> [Double] {
      text.split { !"0123456789.".contains($0) }.compactMap { $0.contains(".") ? Double($0) : nil }
    }
    let processors = numbers(try run("device cpu exact=yes\n" + script))
    let text = try run("device opencl\n" + script)
    let found = numbers(text.split(separator: "\n").dropFirst().joined(separator: "\n"))
    #expect(!found.isEmpty && found.count == processors.count, "\(text)")
    for (own, other) in zip(found, processors) { #expect(abs(own - other) <= 1e-3 * other + 1e-6, "\(text)") }
    #expect(try run("device opencl\n" + script) == text)
  }

  @Test("What devices lack is found by the check, at its place") func lacks() throws {
    let folder = FileManager.default.temporaryDirectory.path
    var settings = Session.Settings(workspace: Workspace(scriptFolder: folder, outputFolder: folder))
    settings.processes = ThreadGroup.make(1)[0]
    let text = Self.run(
      "training = load sketches count=32\nmodel = autoencoder latent=8 width=2\ndevice opencl\n"
        + "log = train model on=training", settings)
    #expect(text.contains("test.darkroom:4:"), "\(text)")
    #expect(text.contains("error: a training that several processes share is not computed on a device yet"), "\(text)")
    #expect(!text.contains("device: "))
  }

  @Test("A training that diverges names the layer in which it began") func diverges() throws {
    let script = """
      training = load sketches count=32
      model = autoencoder latent=8 width=2
      log = train model on=training epochs=3 batch=16 lr=1e30
      """
    func origin(_ text: String) -> Substring? { text.firstMatch(of: /layer [0-9]+ of the (en|de)coder, `[^`]+`/)?.0 }
    let processors = try #require(origin(run("device cpu exact=yes\n" + script)))
    #expect(try origin(run("device opencl\n" + script)) == processors)
  }

  @Test("Validation, metrics and measures are the processor's") func measures() throws {
    let script = """
      training = load sketches count=48
      validation = load sketches split=validation count=40
      model = autoencoder latent=8 width=2
      log = train model on=training validate=validation epochs=2 batch=16 loss=bce+0.5*mse metrics=psnr,ssim
      print (log.validation)
      log
      """
    try agree(script)
  }

  @Test("A variational training, with dropout and a norm, clipped, is the processor's") func variational() throws {
    try agree(
      """
      training = load sketches count=48
      encoder
          conv2d 4 stride=2 padding=1
          batch_norm2d
          relu
          dropout 0.2
          flatten
      end
      decoder
          linear 256
          unflatten 4x8x8
          upsample 4
          conv2d 3 padding=1
      end
      model = autoencoder latent=6 bottleneck=variational
      log = train model on=training validate=training epochs=2 batch=16 clip=0.1 shuffle=yes
      print (log.training)
      """)
  }
}
