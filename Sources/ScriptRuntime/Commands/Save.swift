import Basics
import Options
import ScriptLanguage

extension CommandRow {
  private static let value = ValueKey(
    "value",
    .either(
      .choice([OptionChoice("session", "what was entered and worked, `.darkroom`")]),
      .value([.model, .log, .data, .images, .codes, .figure])), "what to write"
  ) { SavedValue($0) }
  private static let path = OptionKey<String>(
    "path", .writing(endings: []), argument: true, required: true, "the file")

  private static let optimizer = OptionKey<Bool>(
    "optimizer", .flag, default: false,
    "whether a model's file holds what its optimiser remembers, so that training goes on with it; random numbers are the "
      + "session's own")

  static let save = CommandRow(
    name: "save", summary: "writes a value to a file, by the file's ending",
    discussion: """
      Models are written as `.safetensors`, logs as `.csv` or `.json`, data sets, images and codes as `.npy` (float32, \
      normalised), codes as `.csv` too, figures as `.png`, `.svg`, `.pdf`, `.gif` or `.apng`. A relative path lies under the output folder. \
      A file is written whole or not at all. `save session "lesson.darkroom"` writes what was entered in this session, \
      and worked, as a script.
      """,
    takes: [value, path, optimizer],
    example: """
      model = autoencoder latent=20 width=4
      save model "model.safetensors"
      """,
    prepare: { call in
      if let path = call.known(path) {
        if let type = call.value(value)?.type, let endings = SavedValue.endings(of: type),
          !endings.contains(path.fileEnding ?? "")
        {
          throw call.error(
            at: Self.path, "\(type == .text ? "a session" : type.described) is not written as “\(path)”",
            expected: "a name that ends in " + oneOf(endings.map { "`.\($0)`" }))
        }
        if call.known(optimizer) == true, let type = call.value(value)?.type, type != .model {
          throw call.error(at: Self.optimizer, "`optimizer` goes with a model, and this is \(type.described)")
        }
        if let obstacle = call.settings.workspace.obstacle(to: path) { throw call.error(at: Self.path, "\(obstacle)") }
      }
      return (
        call, value: try call[value], path: try call[path], withOptimizer: try call[optimizer]
      )
    },
    foresee: { call, _, foresight in
      foresight.writes(call.known(path))
      return .none
    },
    run: { arguments, session in
      do {
        let place = try arguments.value.write(
          to: arguments.path, session, withOptimizer: arguments.withOptimizer)
        session.output.note("wrote \(place)")
      } catch {
        throw arguments.0.error(at: path, "\(error)")
      }
      return .none
    })
}
