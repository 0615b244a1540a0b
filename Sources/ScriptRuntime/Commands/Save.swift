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

  static let save = CommandRow(
    name: "save", summary: "writes a value to a file, by the file's ending",
    discussion: """
      Models are written as `.safetensors`, logs as `.csv` or `.json`, data sets, images and codes as `.npy` (float32, \
      normalised), codes as `.csv` too, figures as `.png`, `.svg`, `.pdf`, `.gif` or `.apng`. A relative path lies under the output folder. \
      A file is written whole or not at all. `save session "lesson.darkroom"` writes what was entered in this session, \
      and worked, as a script.
      """,
    takes: [value, path],
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
        if let obstacle = call.settings.workspace.obstacle(to: path) { throw call.error(at: Self.path, "\(obstacle)") }
      }
      return (call, value: try call[value], path: try call[path])
    },
    foresee: { call, _, foresight in
      foresight.writes(call.known(path))
      return .none
    },
    run: { arguments, session in
      do {
        session.output.note("wrote \(try arguments.value.write(to: arguments.path, session))")
      } catch {
        throw arguments.0.error(at: path, "\(error)")
      }
      return .none
    })
}
