import Basics
import Datasets
import Options
import ScriptLanguage
import Synchronization

extension CommandRow {
  private static let dataset = OptionKey<NamedDataset>(
    "dataset", .choice(DatasetTable.formats.map { OptionChoice($0.name, $0.declaration.summary) }), argument: true,
    required: true, "which data set")

  static let load = CommandRow(
    name: "load", summary: "loads a data set of images",
    discussion: """
      What can be chosen depends on the data set: \
      \(DatasetTable.formats.map { "`\($0.name)` (\($0.declaration.summary))" }.joined(separator: "; ")). Images are read in their \
      order, and a pixel x becomes (x/255 − 0.5)/0.5, from −1 to 1.
      """,
    takes: [dataset] + SharedOptions(DatasetTable.formats.map { $0.declaration }, tellsOwners: { _ in true }).all,
    example: """
      training = load sketches count=200
      training
      """,
    result: .data,
    optionsFor: { bound in bound.options[ifGiven: dataset]?.format.declaration.options },
    prepare: { call in
      let format = try call[dataset].format
      guard call.bound.isKnown else { throw NotYetKnown() }
      let options = call.settings.workspace.placing(call.bound.options, for: format.declaration)
      return (format, options)
    },
    foresee: { call, arguments, _ in
      var facts = Foreseen(.data)
      if let (format, options) = arguments {
        // What is wrong with the data is said before they are loaded.
        let preview = try format.preview(options, from: call.settings.places, unless: call.stop)
        (facts.imageShape, facts.count) = (preview.shape, preview.count)
      }
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (format, options) = arguments
      let remarks = Remarks()
      let watcher = LoadingWatcher(
        threads: session.settings.threads, memory: session.settings.memoryLimit, stop: session.stop,
        remark: { remarks.add($0) }, progress: session.output.loadingProgress ?? { _ in })
      do {
        let data = try format.load(options, from: session.settings.places, watcher: watcher)
        remarks.all.forEach(session.output.note)
        return .data(data)
      } catch let error as DatasetError {
        if case .cancelled = error { session.output.note("\(error)") }
        throw error
      }
    })
}

/// What there is to say of data, until they are there.
private final class Remarks: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }

  var all: [String] { texts.withLock { $0 } }
}

/// A data set of the table, by its name.
private struct NamedDataset: OptionReadable {
  let format: any DatasetFormat.Type

  init?(_ value: OptionValue) {
    guard case .text(let name) = value, let format = DatasetTable.format(named: name) else { return nil }
    self.format = format
  }

  var optionValue: OptionValue { .text(format.name) }
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
