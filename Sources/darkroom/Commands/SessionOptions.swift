import ArgumentParser
import ScriptRuntime
import TerminalPictures

/// The options that every command takes that runs or checks a script.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("Set a param of the script.", valueName: "name=value"))
  var assignments: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The folder that files are written under, but for absolute paths and those that leave it with `..`.",
      valueName: "dir"))
  var output = "output"

  @Flag(name: .long, help: "Refuse to write anywhere else than under the output folder.")
  var confine = false

  @Option(name: .long, help: ArgumentHelp("Where the session's random numbers start.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    name: .long,
    help: ArgumentHelp("Threads that compute; as many as there are processors if not given.", valueName: "n"))
  var threads: Int?

  @Flag(name: .long, help: "Leave out progress and remarks.")
  var quiet = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "How figures are shown in the terminal: auto, kitty, iterm2, sixel, blocks or off; auto at the prompt, off for "
        + "scripts if not given.", valueName: "how"))
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
      workspace: Workspace(scriptFolder: scriptFolder, outputFolder: output, isConfined: confine),
      places: surroundings.dataPlaces,
      threads: threads ?? surroundings.processors, seed: seed, memoryLimit: MemoryLimit().bytes,
      processor: Processor.name, parameters: parameters)
    settings.program = Version.short
    settings.scriptName = scriptName
    settings.time = surroundings.sourceDate
    return settings
  }

  mutating func validate() throws {
    for text in assignments where text.firstIndex(of: "=").map({ $0 == text.startIndex }) ?? true {
      throw ValidationError("--set expects name=value, as in --set epochs=3, and gets “\(text)”.")
    }
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads expects a number from 1 to 256, and gets \(threads).")
    }
    if let pictures, pictures != "auto", PictureProtocol(word: pictures) == nil {
      throw ValidationError("--pictures expects auto, kitty, iterm2, sixel, blocks or off, and gets “\(pictures)”.")
    }
    if let pictureColumns, !(1...1000).contains(pictureColumns) {
      throw ValidationError("--picture-columns expects a number from 1 to 1000, and gets \(pictureColumns).")
    }
    if output.isEmpty { throw ValidationError("--output expects the name of a folder.") }
  }
}
