import Basics
import Figures
import NeuralNetworks
import Options
import ScriptLanguage

extension CommandRow {
  private static let value = ValueKey(
    "value",
    .either(
      .choice([OptionChoice("session", "what was entered and worked, `.darkroom`")]),
      .value([.model, .log, .data, .images, .codes, .measures, .detection, .figure, .table])), "what to write"
  ) { SavedValue($0) }
  private static let path = OptionKey<String>(
    "path", .writing(endings: []), argument: true, required: true, "the file")

  private static let optimizer = OptionKey<Bool>(
    "optimizer", .flag, default: false,
    "whether a model's file holds what its optimiser remembers, so that training goes on with it; random numbers are the "
      + "session's own")

  private static let encoder = OptionKey<String>(
    "encoder", .writing(endings: [ModelFormat.onnx.rawValue]),
    "where a model's encoder is written by itself, beside `.onnx`")
  private static let decoder = OptionKey<String>(
    "decoder", .writing(endings: [ModelFormat.onnx.rawValue]),
    "where a model's decoder is written by itself, beside `.onnx`")

  static let save = CommandRow(
    name: "save", summary: "writes a value to a file, by the file's ending",
    discussion: """
      Models are written as `.safetensors`, which `open` reads, as `.onnx` (operators of version 17) for other programs, \
      and as `.py`, a PyTorch module with its weights as `.safetensors` beside it; logs and measures as `.csv` or `.json`, data sets, \
      images and codes as `.npy` (float32, normalised), codes as `.csv` too, the curve of `roc` as `.csv`, tables as `.csv`, `.md`, `.tex` (for the \
      package booktabs) and `.json`, figures as `.png`, `.svg`, `.pdf`, `.gif` or \
      `.apng`. A relative path lies under the output folder. A file is written whole or not at all. `save session \
      "lesson.darkroom"` writes what was entered in this session, and worked, as a script.
      """,
    takes: [value, path, optimizer, encoder, decoder],
    example: """
      model = autoencoder latent=20 width=4
      save model "model.safetensors"
      save model "model.onnx" encoder="encoder.onnx" decoder="decoder.onnx"
      save model "model.py"
      """,
    prepare: { call in
      let type = call.value(value)?.type
      if let path = call.known(path) {
        if let type, let endings = SavedValue.endings(of: type), !endings.contains(path.fileEnding ?? "") {
          var problem = call.error(
            at: Self.path, "\(type == .text ? "a session" : type.described) is not written as “\(path)”",
            expected: "a name that ends in " + oneOf(endings.map { "`.\($0)`" }))
          if (try? FigureFormat(path: path)) != nil, let command = drawing(type) {
            problem.notes = [.init("`\(command) \(call.name(ofArgument: 0)) save=\(path)` draws it")]
          }
          throw problem
        }
        try checkModelOptions(call, type, path)
        let known = ModelDestination(path: path, encoder: call.known(encoder), decoder: call.known(decoder))
        try checkPlaces(call, SavedValue.paths(of: type, known))
      }
      let destination = ModelDestination(
        path: try call[path], encoder: try call[ifGiven: encoder], decoder: try call[ifGiven: decoder],
        withOptimizer: try call[optimizer])
      return (call, value: try call[value], destination: destination)
    },
    foresee: { call, _, foresight in
      guard let path = call.known(path) else {
        foresight.writes(nil)
        return .none
      }
      let destination = ModelDestination(path: path, encoder: call.known(encoder), decoder: call.known(decoder))
      for path in SavedValue.paths(of: call.value(value)?.type, destination) { foresight.writes(path) }
      return .none
    },
    run: { arguments, session in
      do {
        let places = try arguments.value.write(to: arguments.destination, session)
        session.output.note("wrote \(allOf(places))")
      } catch {
        throw arguments.0.error(at: path, "\(error)")
      }
      return .none
    })

  /// The command that draws a value of a type; nil where there is none, or several things can be drawn of it.
  private static func drawing(_ type: ValueType) -> String? {
    switch type {
    case .log, .detection: "plot"
    case .data, .images: "show"
    case .codes: "scatter"
    case .measures: "histogram"
    case .model: "draw"
    default: nil
    }
  }

  /// Throws where an option is given that goes with another type of value, or another format.
  private static func checkModelOptions(_ call: Call, _ type: ValueType?, _ path: String) throws {
    // Of some values only the run knows what they are.
    guard let type, type != .anything else { return }
    let format = path.fileEnding.flatMap(ModelFormat.init)
    func check(_ option: some OptionDeclaring, _ format: ModelFormat?, needs needed: ModelFormat) throws {
      let name = option.declaration.name
      guard type == .model else {
        throw call.error(at: option, "`\(name)` goes with a model, and this is \(type.described)")
      }
      guard format == needed else {
        throw call.error(
          at: option, "`\(name)` goes with a model that is written as `.\(needed.rawValue)`, and this is “\(path)”")
      }
    }
    if call.known(optimizer) == true { try check(optimizer, format, needs: .safetensors) }
    for part in [encoder, decoder] where call.isGiven(part) { try check(part, format, needs: .onnx) }
    if format == .onnx, let model = call.facts(value)?.model, let bytes = try? ONNXModel.leastBytes(of: model),
      bytes > ONNXModel.mostBytes
    {
      throw call.error(at: Self.path, "\(ModelFormatError.tooLarge(path: path, bytes: bytes))")
    }
  }

  /// Throws where a file cannot be written, or where two would be the same.
  private static func checkPlaces(_ call: Call, _ paths: [String]) throws {
    let workspace = call.settings.workspace
    func option(_ path: String) -> OptionKey<String> {
      [decoder, encoder].first { call.known($0) == path } ?? Self.path
    }
    var places: Set<String> = []
    for path in paths {
      if let obstacle = workspace.obstacle(to: path) { throw call.error(at: option(path), "\(obstacle)") }
      if !places.insert(workspace.destination(path)).inserted {
        throw call.error(at: option(path), "“\(path)” would be written twice", expected: "a file for each part")
      }
    }
  }
}
