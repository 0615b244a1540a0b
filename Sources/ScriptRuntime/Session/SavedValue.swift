import Basics
import Datasets
import Figures
import NeuralNetworks
import Options
import ScriptLanguage
import Training

/// What `save` writes to a file.
enum SavedValue {
  case session
  case model(Autoencoder)
  case log(TrainingLog)
  case images(ImageCollection)
  case codes(Codes)
  case measures(Measures)
  case detection(Detection)
  case figure(Figure)
  case table(Table)

  /// What is written of a value, of which text is the word for the session; nil where no file holds it.
  init?(_ value: Value) {
    switch value {
    case .text: self = .session
    case .model(let model): self = .model(model)
    case .log(let log): self = .log(log)
    case .codes(let codes): self = .codes(codes)
    case .measures(let measures): self = .measures(measures)
    case .detection(let detection): self = .detection(detection)
    case .figure(let figure): self = .figure(figure)
    case .table(let table): self = .table(table)
    default:
      guard let images = ImageCollection(value) else { return nil }
      self = .images(images)
    }
  }

  /// The endings of the files that hold a type of value; nil where none do.
  static func endings(of type: ValueType) -> [String]? {
    switch type {
    case .model: ModelFormat.allCases.map(\.rawValue)
    case .log, .measures: ["csv", "json"]
    case .detection: ["csv"]
    case .data, .images: ["npy"]
    case .codes: ["npy", "csv"]
    case .figure: FigureFormat.allCases.map(\.rawValue)
    case .table: TableFormat.allCases.map(\.rawValue)
    case .text: ["darkroom"]
    default: nil
    }
  }

  /// The files that are written of a type of value where this is asked for, the one that is named first.
  static func paths(of type: ValueType?, _ destination: ModelDestination) -> [String] {
    let path = destination.path
    guard type == .model || type == .anything, let format = path.fileEnding.flatMap(ModelFormat.init) else {
      return [path]
    }
    return format.paths(of: path) + [destination.encoder, destination.decoder].compactMap(\.self)
  }

  /// Writes the file, in the form that its ending says, or the files where that are several, and gives their places.
  func write(to destination: ModelDestination, _ session: Session) throws -> [String] {
    let path = destination.path
    guard case .model(let model) = self, let format = path.fileEnding.flatMap(ModelFormat.init) else {
      return [try write(to: path, session)]
    }
    let (workspace, stop, program) = (session.settings.workspace, session.stop, session.settings.program)
    let paths = Self.paths(of: .model, destination)
    try workspace.lead {
      for path in paths { _ = try workspace.prepare(path) }
      try model.write(
        format,
        to: ModelDestination(
          path: workspace.destination(path), encoder: destination.encoder.map(workspace.destination),
          decoder: destination.decoder.map(workspace.destination), withOptimizer: destination.withOptimizer),
        program: program, unless: stop)
    }
    return paths.map(workspace.destination)
  }

  private func write(to path: String, _ session: Session) throws -> String {
    let (workspace, stop) = (session.settings.workspace, session.stop)
    let isText = path.fileEnding == "csv"
    switch self {
    case .session: return try Self.write(session, to: path)
    case .model: preconditionFailure("A model is written in one of its formats.")
    case .figure(let figure): return try workspace.write(path) { try figure.write(to: $0) }
    case .table(let table):
      let format = path.fileEnding.flatMap(TableFormat.init) ?? .csv
      return try workspace.write(Array(format.text(of: table).utf8), to: path, unless: stop)
    case .log(let log):
      return try workspace.write(Array((isText ? log.csv() : log.json()).utf8), to: path, unless: stop)
    case .measures(let measures):
      let text = try isText ? measures.csv(unless: stop) : measures.json(unless: stop)
      return try workspace.write(Array(text.utf8), to: path, unless: stop)
    case .detection(let detection):
      return try workspace.write(Array(detection.csv(unless: stop).utf8), to: path, unless: stop)
    case .images(let images):
      return try workspace.write(images.numbers(unless: stop).numPyBytes(unless: stop), to: path, unless: stop)
    case .codes(let codes):
      let bytes =
        isText
        ? Array(try codes.csv(unless: stop).utf8)
        : try NumPyArray.bytes(codes.values, shape: [codes.count, codes.latent], unless: stop)
      return try workspace.write(bytes, to: path, unless: stop)
    }
  }

  /// Writes what was entered and worked; a script that would not check as a whole is written with a warning.
  private static func write(_ session: Session, to path: String) throws -> String {
    let text = session.history.script(seed: session.settings.seed)
    let place = try session.settings.workspace.write(Array(text.utf8), to: path, unless: session.stop)
    var settings = session.settings
    settings.parameters = []
    let report = Checker.check(
      SourceText(name: path, text: text), settings: settings, variables: [:], stop: session.stop)
    for error in report.errors {
      var warning = error
      warning.severity = .warning
      session.output.warn(warning)
    }
    return place
  }
}
