import ArgumentParser
import Basics
import Devices
import ScriptRuntime
import TerminalPictures
import Training

/// The options that every command takes that runs or checks a script.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set a param of the script.", valueName: "name=value"), completion: .assignment)
  var assignments: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder that files are written under, but for absolute paths and those that leave it with `..`.",
      valueName: "dir"), completion: .directory)
  var output = "output"

  @Flag(name: .long, help: "Refuse to write anywhere else than under the output folder.")
  var confine = false

  @Option(name: .long, help: ArgumentHelp("Where the session's random numbers start.", valueName: "n"))
  var seed: UInt64 = 0

  @OptionGroup var computing: ComputingOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What networks run on: cpu, gpu, opencl (any device of OpenCL's), cuda (through CUDA's driver) or auto (a GPU if "
        + "there is one); the processor if not given.", valueName: "what"),
    completion: .list(DeviceChoice.allCases.map(\.rawValue)),
    transform: deviceChoice)
  var device: DeviceChoice?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder that keeps trainings, so that none is done twice; `none` keeps none. $DARKROOM_STORE, or else "
        + "~/.cache/darkroom/trainings, if not given.", valueName: "dir"), completion: .directory)
  var store: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When a training writes a checkpoint to go on from: `never`, at the end of each `epoch`, or every `30s`, `5m` or "
        + "`1h`; at the end of each epoch and every 30s, as far as it costs no time to speak of, if not given.",
      valueName: "when"), completion: .list(["never", "epoch", "30s", "5m", "1h"]))
  var checkpoint: String?

  @Flag(name: .long, help: "Train anew, whatever is kept of a training.")
  var fresh = false

  @Flag(name: .long, help: "Leave out progress and remarks.")
  var quiet = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How figures are shown in the terminal: auto, kitty, iterm2, sixel, text (charts of characters), blocks or off; "
        + "auto at the prompt, off for scripts if not given.", valueName: "how"), completion: .pictures)
  var pictures: String?

  @Option(
    name: .customLong("picture-columns"),
    help: ArgumentHelp("The width of figures in the terminal; what fits if not given.", valueName: "n"))
  var pictureColumns: Int?

  /// How figures are shown; nil for not at all.
  func pictureChoice(standard: String) -> TerminalFigures.Choice? {
    let word = pictures ?? standard
    let chosen = PictureProtocol(word: word)
    return chosen == PictureProtocol.none ? nil : TerminalFigures.Choice(pictures: chosen, columns: pictureColumns)
  }

  /// The params as name and text.
  var parameters: [(name: String, text: String)] {
    assignments.compactMap { text in
      guard let equals = text.firstIndex(of: "=") else { return nil }
      return (name: String(text[..<equals]), text: String(text[text.index(after: equals)...]))
    }
  }

  /// The settings of a session; without a name of a script for what people type.
  func settings(in surroundings: Surroundings, scriptFolder: String, scriptName: String? = nil) -> Session.Settings {
    var settings = Session.Settings(
      workspace: Workspace(
        scriptFolder: scriptFolder, outputFolder: output, isConfined: confine,
        homeFolder: surroundings.homeFolder),
      places: surroundings.dataPlaces,
      threads: computing.threads ?? surroundings.processors, seed: seed, memoryLimit: MemoryLimit().bytes,
      processor: Processor.name, parameters: parameters)
    settings.keeping = TrainingKeeping(
      store: surroundings.store(store), plan: plan ?? .automatic, isFresh: fresh)
    settings.instructions = computing.instructions
    // What cannot be found was refused when the options were read.
    settings.device = (try? device?.find()) ?? nil
    settings.program = Version.short
    settings.scriptName = scriptName
    settings.time = surroundings.sourceDate
    return settings
  }

  private static func deviceChoice(_ word: String) throws -> DeviceChoice {
    guard let choice = DeviceChoice(rawValue: word) else {
      throw ValidationError("--device expects cpu, gpu, opencl, cuda or auto, and gets “\(word)”.")
    }
    return choice
  }

  /// When checkpoints are written; nil for what is no time for that.
  private var plan: CheckpointPlan? {
    switch checkpoint {
    case nil: .automatic
    case "never"?: .never
    case "epoch"?: .epoch
    case let text?: seconds(of: text).map { .every($0) }
    }
  }

  mutating func validate() throws {
    do { _ = try device?.find() } catch { throw ValidationError("--device \(device?.rawValue ?? ""): \(error).") }
    if let checkpoint, plan == nil {
      throw ValidationError(
        "--checkpoint expects never, epoch or a time such as 30s, 5m or 1h, and gets “\(checkpoint)”.")
    }
    if let store, store.isEmpty { throw ValidationError("--store expects the name of a folder, or none.") }
    for text in assignments where text.firstIndex(of: "=").map({ $0 == text.startIndex }) ?? true {
      throw ValidationError("--set expects name=value, as in --set epochs=3, and gets “\(text)”.")
    }
    if let pictures, pictures != "auto", PictureProtocol(word: pictures) == nil {
      throw ValidationError(
        "--pictures expects auto, kitty, iterm2, sixel, text, blocks or off, and gets “\(pictures)”.")
    }
    if let pictureColumns, !(1...1000).contains(pictureColumns) {
      throw ValidationError("--picture-columns expects a number from 1 to 1000, and gets \(pictureColumns).")
    }
    if output.isEmpty { throw ValidationError("--output expects the name of a folder.") }
  }
}
