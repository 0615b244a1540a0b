import NeuralNetworks
import Options
import ScriptLanguage

extension CommandRow {
  /// What can be read.
  private enum Opened: String, OptionWord {
    case model

    var summary: String { "a model, `.safetensors`" }
  }

  private static let what = OptionKey<Opened>(
    "what", .choice(of: Opened.self), argument: true, required: true, "what to read")
  private static let path = OptionKey<String>("path", .reading, argument: true, required: true, "the file")
  private static let into = ValueKey<Autoencoder>.model(
    "into", argument: false, required: false, "the model that takes the weights")

  static let open = CommandRow(
    name: "open", summary: "reads a model from a file",
    discussion: """
      A file that Darkroom wrote carries the description of its model. One that PyTorch wrote for the article's network is \
      known by the names of its weights; the weights of any other network are read `into=` a model that was made for \
      them. The file is looked for beside the script, then under the output folder.
      """,
    takes: [what, path, into],
    example: """
      first = autoencoder latent=20 width=4
      save first "model.safetensors"
      second = open model "model.safetensors"
      """,
    acts: true, result: .model,
    prepare: { call in (call, path: try call[path], into: try call[ifGiven: into]) },
    foresee: { call, _, foresight in
      if let path = call.known(path) { foresight.reads(path, at: call.place(of: Self.path)) }
      return .foreseen(call.facts(into) ?? Foreseen(.model))
    },
    run: { arguments, session in
      let (call, path, into) = arguments
      let workspace = session.settings.workspace
      guard let place = workspace.existing(path) else {
        throw MissingFile.diagnostic(path, at: call.place(of: Self.path), workspace: workspace)
      }
      do {
        guard let into else {
          return .model(
            try Autoencoder.open(
              place, threads: session.settings.threads, memory: session.settings.memoryLimit,
              unless: session.stop))
        }
        try into.load(Safetensors(contentsOf: place, limit: session.settings.memoryLimit, unless: session.stop))
        return .model(into)
      } catch {
        throw call.error(at: Self.path, "\(error)")
      }
    })
}
