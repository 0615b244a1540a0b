import ArgumentParser
import Basics
import FoundationEssentials
import ScriptLanguage
import Training

/// `darkroom store`: the trainings that are kept.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "List the trainings that are kept, or drop them.",
    discussion: """
      A training whose network, weights, images, options and random numbers are those of one that is kept is not done \
      again: what came of it is taken from the store, and one that was stopped goes on where it stood. Each training \
      is a file that `darkroom` and PyTorch read. The store holds 4 GB at most, and drops the oldest beyond that.
      """,
    subcommands: [StoreListCommand.self, StoreClearCommand.self], defaultSubcommand: StoreListCommand.self)

  /// The option that says which store.
  struct Place: ParsableArguments {
    @ArgumentParser.Option(
      name: .long,
      help: ArgumentHelp(
        "The folder; $DARKROOM_STORE, or else ~/.cache/darkroom/trainings, if not given.", valueName: "dir"),
      completion: .directory)
    var store: String?

    /// The store; leaves where there is none.
    func found() throws -> TrainingStore {
      if let store = Surroundings().store(store) { return store }
      throw Complaint.leaving("no store is used; --store names one")
    }
  }

  /// So many trainings, and how large they are: `3 trainings, 64 MB`.
  static func sum(_ trainings: [StoredTraining]) -> String {
    "\(countText(trainings.count, "training")), \(byteText(trainings.reduce(0) { $0 + $1.bytes }))"
  }
}

/// `darkroom store list`: what is kept, how large, by which script.
struct StoreListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the trainings that are kept.")

  @OptionGroup var place: StoreCommand.Place

  @Flag(name: .long, help: "Print them as JSON.") var json = false

  @Argument(help: .hidden) var others: [String] = []

  mutating func validate() throws {
    guard let word = others.first else { return }
    let misses = NearMisses.of(word, among: ["list", "clear"]).map { "`\($0)`" }
    throw ValidationError(
      "`darkroom store` has no “\(word)”; "
        + (misses.isEmpty ? "expected `list` or `clear`" : "did you mean \(oneOf(misses))?"))
  }

  mutating func run() throws {
    let store = try place.found()
    let trainings = store.trainings
    let output = Terminal(descriptor: 1, allowsColor: false)
    if json {
      return output.write(
        JSONValue.object(["folder": .text(store.folder), "trainings": .list(trainings.map(\.json))]).lines)
    }
    guard !trainings.isEmpty else { return output.write("\(store.folder) keeps no training.\n") }
    var table = TextTable(heads: ["script", "written", "state", "epochs", "steps", "size"], leftColumns: 3)
    table.rows = trainings.map { training in
      [
        training.script ?? "-", dayText(training.time), training.state,
        countText(training.epochs), countText(training.steps), byteText(training.bytes),
      ]
    }
    output.write("\(table.text)\n\n\(StoreCommand.sum(trainings)) in \(store.folder)\n")
  }
}

extension StoredTraining {
  /// How far it is, in words.
  fileprivate var state: String { !isReadable ? "cannot be read" : isFinished ? "finished" : "goes on" }

  fileprivate var json: JSONValue {
    [
      "file": .text(path), "script": script.map(JSONValue.text) ?? .null, "written": .number(time),
      "state": .text(state), "epochs": .integer(epochs), "steps": .integer(steps), "bytes": .integer(bytes),
    ]
  }
}

/// `darkroom store clear`: drops what is kept.
struct StoreClearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "clear", abstract: "Drop the trainings that are kept.")

  @OptionGroup var place: StoreCommand.Place

  @ArgumentParser.Option(
    name: .long,
    help: ArgumentHelp("Drop only what is older than a time such as 12h or 30d.", valueName: "time"))
  var older: String?

  mutating func validate() throws {
    if let older, seconds(of: older) == nil {
      throw ValidationError("--older expects a time such as 12h or 30d, and gets “\(older)”.")
    }
  }

  mutating func run() throws {
    let age = older.flatMap { seconds(of: $0) }
    let time = age.map { Date().timeIntervalSince1970 - $0 } ?? .infinity
    do {
      let dropped = try place.found().clear(before: time)
      Terminal(descriptor: 1, allowsColor: false).write("dropped \(StoreCommand.sum(dropped))\n")
    } catch let error as FileError {
      throw Complaint.leaving("\(error)", .failed)
    }
  }
}
