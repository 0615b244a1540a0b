import Devices
import Foundation
import ScriptRuntime
import Testing
import Training

/// A device that is lost, or has too little memory, in the middle of a training.
@Suite(.serialized, .enabled(if: OpenCLDevice.isThere, OpenCLDevice.isMissing)) struct LostDeviceTests {
  private static let script = """
    device opencl
    training = load sketches count=64
    model = autoencoder latent=8 width=2
    log = train model on=training epochs=3 batch=16 checkpoint="night.checkpoint" store=no
    """
  private static let resumption = """
    device opencl
    training = load sketches count=64
    log = resume "night.checkpoint"
    print (log.training)
    """

  private func inFolder<Made>(_ body: (String) throws -> Made) throws -> Made {
    let folder = FileManager.default.temporaryDirectory.appending(path: "darkroom-lost-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  private func settings(in folder: String, _ fault: FaultyDriver.Fault? = nil) -> Session.Settings {
    var settings = Session.Settings(workspace: Workspace(scriptFolder: folder, outputFolder: folder))
    settings.keeping = TrainingKeeping(plan: .epoch)
    if let fault {
      settings.openDevice = { (description) throws(DeviceError) in
        Device(description, driver: FaultyDriver(try description.openDriver(), fault))
      }
    }
    return settings
  }

  /// Four steps are an epoch: each of these is in the second one.
  private static let faults: [(fault: FaultyDriver.Fault, message: String)] = [
    (
      FaultyDriver.Fault(kernel: "adam", runs: 5, reason: "the device is gone"),
      "failed in the kernel adam: the device is gone"
    ),
    (
      FaultyDriver.Fault(kernel: "measure_loss", runs: 6, reason: "its queue was lost"),
      "failed in the kernel measure_loss: its queue was lost"
    ),
    (
      FaultyDriver.Fault(call: .allocation, kernel: "adam", runs: 4, reason: "it is out of memory"),
      "of memory left"
    ),
  ]

  @Test(
    "It ends the training with a message, and the checkpoint before it goes on to the same end", arguments: [0, 1, 2])
  func lost(index: Int) throws {
    let (fault, message) = Self.faults[index]
    let whole = try inFolder { folder in
      _ = SessionDeviceTests.run(Self.script, settings(in: folder))
      return SessionDeviceTests.run(Self.resumption, settings(in: folder))
    }
    try inFolder { folder in
      let text = SessionDeviceTests.run(Self.script, settings(in: folder, fault))
      #expect(text.contains("failed: test.darkroom:4:"), "\(text)")
      #expect(text.contains(message) && text.contains("`device cpu`"), "\(text)")
      let resumed = SessionDeviceTests.run(Self.resumption, settings(in: folder))
      #expect(!resumed.contains("rror"), "\(resumed)")
      #expect(resumed.split(separator: "\n").last == whole.split(separator: "\n").last, "\(resumed)\n\(whole)")
    }
  }

  @Test("Nothing of a training that failed is left in the session") func nothingIsLeft() throws {
    try inFolder { folder in
      let text = SessionDeviceTests.run(
        Self.script + "\nprint (log.training)", settings(in: folder, Self.faults[0].fault))
      #expect(!text.contains("undefined") && text.contains("failed: "), "\(text)")
    }
  }
}
