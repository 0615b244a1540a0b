import Basics
import Datasets
import NeuralNetworks
import Options
import ScriptLanguage
import Training

extension CommandRow {
  private static let path = OptionKey<String>("path", .reading, argument: true, required: true, "the checkpoint")
  private static let into = ValueKey<Autoencoder>.model(
    "into", argument: false, required: false, "the model that is trained; one of the checkpoint's if not given")

  static let resume = CommandRow(
    name: "resume", summary: "brings a kept training to its end, and gives its log",
    discussion: """
      The checkpoint is a file of `train … checkpoint=`. The training goes on with the options that it was begun with, on \
      the images that it was begun with, which the session must have, under whatever names; the session's random numbers \
      go on from those of the training. What comes of it is what would have come of it without a stop, and the file \
      holds it in the end: `model = open model "night.checkpoint"` reads the model.
      """,
    takes: [path, into],
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1 checkpoint="night.checkpoint"
      again = resume "night.checkpoint"
      trained = open model "night.checkpoint"
      """,
    acts: true, usesAllNames: true, result: .log,
    prepare: { call in (call, path: try call[path], into: try call[ifGiven: into]) },
    foresee: { call, _, foresight in
      if let path = call.known(path) {
        foresight.reads(path, at: call.place(of: Self.path))
        foresight.writes(path)
      }
      foresight.trains(nil, call.value(into), drawing: nil)
      return .foreseen(.log)
    },
    run: { arguments, session in
      let (call, path, into) = arguments
      guard let place = session.settings.workspace.existing(path) else {
        throw MissingFile.diagnostic(path, at: call.place(of: Self.path), workspace: session.settings.workspace)
      }
      let checkpoint: Checkpoint
      let model: Autoencoder
      do {
        checkpoint = try Checkpoint(contentsOf: place, memory: session.settings.memoryLimit)
        model =
          try into ?? checkpoint.model(threads: session.settings.threads, memory: session.settings.memoryLimit)
      } catch {
        throw call.error(at: Self.path, "\(error)")
      }
      let asked = try AskedTraining(call.asking(for: checkpoint, of: model, in: session, at: Self.path))
      return .log(try asked.resume(in: session, from: checkpoint, in: place))
    })
}

extension Call {
  /// The call of `train` that a checkpoint came of, for a model; throws where its options are none, or where the session
  /// lacks its images.
  fileprivate func asking(
    for checkpoint: Checkpoint, of model: Autoencoder, in session: Session, at path: OptionKey<String>
  ) throws -> Call {
    let place = place(of: path)
    var bound = BoundOptions()
    bound.add(.value(.model(model)), for: AskedTraining.model.declaration, at: place)
    for (role, digest) in checkpoint.material.images.sorted(by: { $0.key < $1.key }) {
      guard let key = AskedTraining.imageKeys.first(where: { $0.declaration.name == role }),
        let images = session.images(of: digest)
      else {
        throw error(
          at: path, "the session has no images that are those of `\(role)=` in the training",
          expected: "the images that it was begun with, under any name")
      }
      bound.add(.value(images), for: key.declaration, at: place)
    }
    let options = (try? JSONValue(json: checkpoint.material.options.utf8)).flatMap { OptionValues(json: $0) }
    for (name, value) in (options?.values ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let option = AskedTraining.options.map(\.declaration).first(where: { $0.name == name }),
        let accepted = option.kind.accepting(value)
      else { throw error(at: path, "the checkpoint's training has an option that `train` does not take: `\(name)`") }
      bound.add(.option(accepted), for: option, at: place)
    }
    guard options != nil else { throw error(at: path, "the options of the checkpoint's training cannot be read") }
    for option in AskedTraining.options.map(\.declaration) { bound.fillIn(option) }
    return Call(self, bound: bound)
  }
}
