import Basics
import Datasets
import Figures
import NeuralNetworks
import ScriptLanguage
import Training

extension CommandRow {
  static let save = CommandRow(
    name: "save", summary: "writes a value to a file, by the file's ending",
    discussion: """
      Models are written as `.safetensors`, logs as `.csv` or `.json`, data sets, images and codes as `.npy` (float32, \
      normalised), codes as `.csv` too, figures as `.png`, `.svg`, `.pdf`, `.gif` or `.apng`. A relative path lies under the output folder. \
      A file is written whole or not at all. `save session "lesson.darkroom"` writes what was entered in this session, \
      and worked, as a script.
      """,
    arguments: [
      CommandParameter(
        "value",
        .either(
          .choice([.init("session", "what was entered and worked, `.darkroom`")]),
          .value([.model, .log, .data, .images, .codes, .figure])), required: true, "what to write"),
      CommandParameter("path", .writing(endings: []), required: true, "the file"),
    ],
    example: """
      model = autoencoder latent=20 width=4
      save model "model.safetensors"
      """,
    check: { call, foresight in
      if let value = call["value"], let path = call.text("path") { try SavedFile.check(value, path, call) }
      if let path = call.text("path"), let obstacle = foresight.settings.workspace.obstacle(to: path) {
        throw call.error(at: "path", "\(obstacle)")
      }
      foresight.writes(call.text("path"))
      return .none
    },
    run: { call, session in
      guard let value = call["value"], let path = call.text("path") else { return .none }
      try SavedFile.check(value, path, call)
      let place: String
      do {
        let workspace = session.settings.workspace
        switch value {
        case .text: place = try SessionScript.write(session, to: path)
        case .model(let model): place = try workspace.write(path) { try model.save(to: $0) }
        case .figure(let figure): place = try workspace.write(path) { try figure.write(to: $0) }
        case .log(let log):
          let text = SavedFile.ending(path) == "csv" ? log.csv() : log.json()
          place = try workspace.write(Array(text.utf8), to: path)
        case .data(let set): place = try workspace.write(set.normalised().numPyBytes(), to: path)
        case .images(let images): place = try workspace.write(images.numPyBytes(), to: path)
        case .codes(let codes):
          let bytes =
            SavedFile.ending(path) == "csv"
            ? Array(codes.csv().utf8) : NumPyArray.bytes(codes.values, shape: [codes.count, codes.latent])
          place = try workspace.write(bytes, to: path)
        default: return .none
        }
      } catch {
        throw call.error(at: "path", "\(error)")
      }
      session.output.note("wrote \(place)")
      return .none
    })
}

/// Which values are written as which files.
private enum SavedFile {
  /// The endings for a type of value.
  static func endings(for type: ValueType) -> [String]? {
    switch type {
    case .model: ["safetensors"]
    case .log: ["csv", "json"]
    case .data, .images: ["npy"]
    case .codes: ["npy", "csv"]
    case .figure: FigureFormat.allCases.map(\.rawValue)
    case .text: ["darkroom"]
    default: nil
    }
  }

  /// What stands behind the last point of a path.
  static func ending(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }

  /// Throws where the path ends in something else than the value's files do.
  static func check(_ value: Value, _ path: String, _ call: Call) throws(Diagnostic) {
    guard let endings = endings(for: value.type), !endings.contains(ending(path)) else { return }
    throw call.error(
      at: "path", "\(value.type == .text ? "a session" : value.type.described) is not written as “\(path)”",
      expected: "a name that ends in " + oneOf(endings.map { "`.\($0)`" }))
  }
}

/// Writes a session as a script.
private enum SessionScript {
  /// Writes what was entered and worked; a script that would not check as a whole is written with a warning.
  static func write(_ session: Session, to path: String) throws -> String {
    let text = session.history.script(seed: session.settings.seed)
    let place = try session.settings.workspace.write(Array(text.utf8), to: path)
    var settings = session.settings
    settings.parameters = []
    let report = Checker.check(SourceText(name: path, text: text), settings: settings, variables: [:])
    for error in report.errors {
      var warning = error
      warning.severity = .warning
      session.output.warn(warning)
    }
    return place
  }
}
