import Basics
import Datasets
import Options
import ScriptLanguage
import Synchronization

extension CommandRow {
  private static let dataset = OptionKey<NamedDataset>(
    "dataset", .choice(DatasetTable.rows.map { OptionChoice($0.name, $0.declaration.summary) }), argument: true,
    required: true, "which data set")

  static let load = CommandRow(
    name: "load", summary: "loads a data set of images",
    discussion: """
      What can be chosen depends on the data set: \
      \(DatasetTable.rows.map { "`\($0.name)` (\($0.declaration.summary))" }.joined(separator: "; ")). Images are read in their \
      order, and a pixel x becomes (x/255 − 0.5)/0.5, from −1 to 1. What is published is looked for in `$DARKROOM_DATA` \
      and in the cache, in whatever form its authors give it, packed or unpacked.
      """,
    takes: [dataset]
      + SharedOptions(
        DatasetTable.rows.map(\.declaration), mergesKinds: true, tellsOwners: { $0 < DatasetTable.formats.count }
      ).all,
    example: """
      training = load sketches count=200
      training
      """,
    result: .data,
    optionsFor: { bound in bound.options[ifGiven: dataset]?.row.declaration.options },
    cure: LoadedPath.cure,
    prepare: { call in
      let row = try call[dataset].row
      guard call.bound.isKnown else { throw NotYetKnown() }
      return (call, row, call.settings.workspace.placing(call.bound.options, for: row.declaration))
    },
    foresee: { call, arguments, foresight in
      var facts = Foreseen(.data)
      guard let (_, row, options) = arguments else { return .foreseen(facts) }
      // What the script writes before, nobody knows yet.
      let paths = row.declaration.options.filter { $0.kind == .reading }.compactMap { option in
        call.bound.options[option.name].flatMap { String($0) }
      }
      guard !paths.contains(where: foresight.mayBeWritten) else { return .foreseen(facts) }
      let preview = try call.pointing(row.declaration) {
        try row.preview(options, from: call.settings.places, unless: call.stop)
      }
      facts.imageShape = preview.shape
      facts.count = preview.count
      facts.classNames = preview.classNames
      facts.isSortedByClass = preview.isSortedByClass
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (call, row, options) = arguments
      let notes = LoadingNotes()
      let watcher = LoadingWatcher(
        threads: session.settings.threads, memoryLimit: session.settings.memoryLimit, stop: session.stop,
        progress: session.output.loadingProgress ?? { _ in }, note: { notes.add($0) })
      defer { for note in notes.all { session.output.remark(note) } }
      do {
        return .data(
          try call.pointing(row.declaration) { try row.load(options, from: session.settings.places, watcher: watcher) })
      } catch let error as DatasetError {
        if case .cancelled = error { session.output.note("\(error)") }
        throw error
      }
    })
}

extension Call {
  /// Does what reads files, and points at the option whose file is missing, with what was probably meant.
  fileprivate func pointing<Read>(_ dataset: TermDeclaration, _ work: () throws -> Read) throws -> Read {
    do {
      return try work()
    } catch {
      try stop.check()
      let (workspace, message) = (settings.workspace, "\(error)")
      for option in dataset.options where option.kind == .reading {
        guard case .text(let path)? = bound.options[option.name], workspace.existing(path) == nil,
          let range = bound.ranges[option.name],
          workspace.candidates(path).contains(where: { message.hasPrefix("\($0): ") })
        else { continue }
        throw Diagnostic(at: range, message, nearMisses: MissingFile.nearMisses(of: path, workspace: workspace))
      }
      throw error
    }
  }
}

/// A data set of the table, by its name.
private struct NamedDataset: OptionReadable {
  let row: DatasetRow

  init?(_ value: OptionValue) {
    guard case .text(let name) = value, let row = DatasetTable.row(named: name) else { return nil }
    self.row = row
  }

  var optionValue: OptionValue { .text(row.name) }
}

/// What a loading says, from whatever thread, until the session can.
private final class LoadingNotes: Sendable {
  private let notes = Mutex<[String]>([])

  var all: [String] { notes.withLock { $0 } }

  func add(_ note: String) { notes.withLock { $0.append(note) } }
}

extension Workspace {
  /// Options with each path that is read put where everything that is read is looked for.
  fileprivate func placing(_ options: OptionValues, for declaration: TermDeclaration) -> OptionValues {
    var placed = OptionValues()
    for option in declaration.options {
      placed[option.name] = options[option.name]
      if option.kind == .reading, case .text(let path)? = options[option.name] {
        placed[option.name] = .text(existing(path) ?? candidates(path)[0])
      }
    }
    return placed
  }
}
