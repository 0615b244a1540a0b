import Datasets
import ScriptLanguage

extension CommandRow {
  static let load = CommandRow(
    name: "load", summary: "loads a data set of images",
    discussion: """
      What can be chosen depends on the data set: \
      \(DatasetTable.formats.map { "`\($0.name)` (\($0.summary))" }.joined(separator: "; ")). Images are read in their \
      order, and a pixel x becomes (x/255 − 0.5)/0.5, from −1 to 1.
      """,
    arguments: [
      CommandParameter(
        "dataset", .choice(DatasetTable.formats.map { ParameterKind.Choice($0.name, $0.summary) }), required: true,
        "which data set")
    ],
    options: DatasetParameters.all,
    example: """
      training = load sketches count=200
      training
      """,
    result: .data,
    optionsFor: { call in
      call.text("dataset").flatMap(DatasetTable.format(named:)).map { DatasetParameters.of($0) }
        ?? DatasetParameters.all
    },
    check: { call, foresight in
      var facts = Foreseen(.data)
      guard let format = call.text("dataset").flatMap(DatasetTable.format(named:)),
        !call.values.values.contains(where: { $0.contains(where: \.isForeseen) })
      else { return .foreseen(facts) }
      let options = try DatasetParameters.values(of: call, for: format, workspace: foresight.settings.workspace)
      let preview = try format.preview(options, from: foresight.settings.places)
      facts.imageShape = preview.shape
      facts.count = preview.count
      return .foreseen(facts)
    },
    run: { call, session in
      guard let format = call.text("dataset").flatMap(DatasetTable.format(named:)) else { return .none }
      let options = try DatasetParameters.values(of: call, for: format, workspace: session.settings.workspace)
      let stop = session.stop
      let watcher = LoadingWatcher(
        threads: session.settings.threads, progress: session.output.downloadProgress ?? { _ in },
        isCancelled: { stop.isSet })
      return .data(try format.load(options, from: session.settings.places, watcher: watcher))
    })
}

/// The options of data sets, as the table of data sets declares them, in the terms of commands.
enum DatasetParameters {
  /// The options of all data sets, each once.
  static var all: [CommandParameter] {
    var names: Set<String> = []
    return DatasetTable.formats.flatMap { format in
      of(format).map { parameter in
        CommandParameter(
          parameter.name, parameter.kind, default: parameter.defaultText, unit: parameter.unit,
          "\(parameter.summary) (\(owners(of: parameter.name)))")
      }
    }.filter { names.insert($0.name).inserted }
  }

  /// The options of one data set.
  static func of(_ format: any DatasetFormat.Type) -> [CommandParameter] {
    format.options.map { option in
      CommandParameter(
        option.name, kind(option.kind), default: option.defaultValue?.description, required: option.isRequired,
        option.summary)
    }
  }

  /// What a call gives, as the data set takes it; a path is looked for where everything that is read is.
  static func values(of call: Call, for format: any DatasetFormat.Type, workspace: Workspace) throws
    -> DatasetOptionValues
  {
    var given: [String: DatasetOptionValue] = [:]
    for option in format.options {
      switch option.kind {
      case .integer: given[option.name] = call.whole(option.name).map { .integer($0) }
      case .choice: given[option.name] = call.text(option.name).map { .choice($0) }
      case .flag: given[option.name] = call[option.name] == nil ? nil : .flag(call.flag(option.name))
      case .path:
        given[option.name] = call.text(option.name).map { path in
          .path(workspace.existing(path) ?? workspace.candidates(path)[0])
        }
      case .size:
        guard case .shape(let sides)? = call[option.name] else { continue }
        guard sides.count == 2 else {
          throw call.error(
            at: option.name, "`\(option.name)` is a width and a height", expected: "two sides, as in `32x32`")
        }
        given[option.name] = .size(width: sides[0], height: sides[1])
      }
    }
    return try DatasetOptionValues(given, for: format)
  }

  private static func owners(of option: String) -> String {
    DatasetTable.formats.filter { $0.options.contains { $0.name == option } }.map { $0.name }.joined(separator: ", ")
  }

  private static func kind(_ kind: DatasetOption.Kind) -> ParameterKind {
    switch kind {
    case .integer(let minimum): .whole(minimum: minimum)
    case .choice(let words): .choice(words.map { ParameterKind.Choice($0) })
    case .path: .reading
    case .size: .shape
    case .flag: .boolean
    }
  }
}
