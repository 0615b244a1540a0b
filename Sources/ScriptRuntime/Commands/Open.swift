import NeuralNetworks
import ScriptLanguage

extension CommandRow {
  static let open = CommandRow(
    name: "open", summary: "reads a model from a file",
    discussion: """
      A file that Darkroom wrote carries the description of its model. One that PyTorch wrote for the article's network is \
      known by the names of its weights; the weights of any other network are read `into=` a model that was made for \
      them. The file is looked for beside the script, then under the output folder.
      """,
    arguments: [
      CommandParameter("what", .choice([.init("model", "a model, `.safetensors`")]), required: true, "what to read"),
      CommandParameter("path", .reading, required: true, "the file"),
    ],
    options: [CommandParameter("into", .value([.model]), "the model that takes the weights")],
    example: """
      first = autoencoder latent=20 width=4
      save first "model.safetensors"
      second = open model "model.safetensors"
      """,
    result: .model,
    check: { call, foresight in
      if let path = call.text("path"), let range = call.ranges["path"] { foresight.reads(path, at: range) }
      if call.isGiven("into"), let facts = call["into"]?.facts { return .foreseen(facts) }
      return .foreseen(.model)
    },
    run: { call, session in
      guard let path = call.text("path"), let range = call.ranges["path"] else { return .none }
      let workspace = session.settings.workspace
      guard let place = workspace.existing(path) else {
        throw MissingFile.diagnostic(path, at: range, workspace: workspace)
      }
      do {
        if case .model(let model)? = call["into"] {
          try model.load(Safetensors(contentsOf: place, limit: session.settings.memoryLimit))
          return .model(model)
        }
        return .model(
          try Autoencoder.open(place, threads: session.settings.threads, memory: session.settings.memoryLimit))
      } catch {
        throw call.error(at: "path", "\(error)")
      }
    })
}
