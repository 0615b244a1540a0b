import Basics
import Datasets
import NeuralNetworks
import Options
import ScriptLanguage

extension CommandRow {
  /// What can be read.
  private enum Opened: String, OptionWord {
    case model, codes

    var summary: String {
      switch self {
      case .model: "a model: `.safetensors`, or PyTorch's `.pt` or `.pth`"
      case .codes: "codes: `.npy`, a row each"
      }
    }
  }

  /// The scales of images that networks are trained on.
  fileprivate enum Scale: String, OptionWord {
    case brightness = "0..1"
    case normalised = "-1..1"

    var summary: String { self == .brightness ? "brightness, as `ToTensor()` makes it" : "normalised" }
    var scale: TargetScale { self == .brightness ? .brightness : .normalised }
  }

  private static let what = OptionKey<Opened>(
    "what", .choice(of: Opened.self), argument: true, required: true, "what to read")
  fileprivate static let path = OptionKey<String>("path", .reading, argument: true, required: true, "the file")
  private static let into = ValueKey<Autoencoder>.model(
    "into", argument: false, required: false, "the model that takes the weights")
  fileprivate static let map = OptionKey<[String]>(
    "map", .list(.text),
    "which names of the file stand for which of the model, as in `map=\"enc.conv1=encoder.0, fc=encoder.13\"`: each pair "
      + "replaces the beginning of names")
  fileprivate static let scale = OptionKey<Scale>(
    "scale", .choice(of: Scale.self),
    "what images the weights of a file from elsewhere were trained on, those that go in and those that come out")

  static let open = CommandRow(
    name: "open", summary: "reads a model or codes from a file",
    discussion: """
      A file that Darkroom wrote carries the description of its model. One that PyTorch wrote for the article's network, of \
      whatever size, is known by the names of its weights; the weights of any other network are read `into=` a model that \
      was made for them, whose layers must be those that the file describes, where it does. The file is looked for beside \
      the script, then under the output folder, and told by its first bytes, whatever its name ends in.

      Besides safetensors that is what `torch.save(model.state_dict(), "weights.pt")` writes, also where the state lies in \
      a checkpoint with other things. Nothing in it is executed, and so no module that was saved whole is read. Numbers of \
      16 and 64 bits become floats of 32; the prefixes `module.`, `_orig_mod.` and `model.` are taken off the names, and so \
      is one more that all of them share. What was converted and taken off is said. Names that differ otherwise are \
      told by `map=`. A file from elsewhere is taken to have been trained on images from -1 to 1, unless `scale=0..1` says otherwise: then \
      the model takes and makes such images, whatever else is done with it.

      `open codes` reads an array of rows of numbers, as NumPy and `save` write it.
      """,
    takes: [what, path, into, map, scale],
    example: """
      first = autoencoder latent=20 width=4
      save first "model.safetensors"
      second = open model "model.safetensors"
      """,
    acts: true, result: .model,
    prepare: { call in
      if call.known(what) == .codes {
        let others: [OptionDeclaration] = [into.declaration, map.declaration, scale.declaration]
        if let wrong = others.first(where: { call.isGiven($0) }) {
          throw call.error(at: wrong, "`\(wrong.name)` is for a model, and these are codes")
        }
      }
      return (
        call, what: try call[what], path: try call[path], into: try call[ifGiven: into], try call.weightsOptions
      )
    },
    foresee: { call, _, foresight in
      if call.known(what) == .codes {
        var facts = Foreseen(.codes)
        if let path = call.known(path) {
          foresight.reads(path, at: call.place(of: Self.path))
          if let place = foresight.existing(path) {
            (facts.count, facts.latent) = try call.reading {
              let (rows, columns) = try NumberTable.sides(path: place, unless: call.stop)
              return (rows, columns)
            }
          }
        }
        return .foreseen(facts)
      }
      var facts = Foreseen(.model)
      (facts.model, facts.identity) = (call.facts(into)?.model, call.facts(into)?.identity)
      foresight.changes(call.value(into))
      if let path = call.known(path) {
        foresight.reads(path, at: call.place(of: Self.path))
        if let place = foresight.existing(path), !call.isGiven(into) || facts.model != nil {
          let model = facts.model
          // What only the run knows may decide which names fit.
          do {
            let options = try call.weightsOptions
            facts.model = try call.reading {
              try WeightsPlan(
                call.weights(place), into: model, options: options, threads: call.settings.threads,
                memory: call.settings.memoryLimit
              ).description
            }
          } catch is NotYetKnown {}
        }
      }
      facts.latent = facts.model?.latentSize
      return .foreseen(facts)
    },
    run: { arguments, session in
      let (call, what, path, into, options) = arguments
      let settings = session.settings
      guard let place = settings.workspace.existing(path) else {
        throw MissingFile.diagnostic(path, at: call.place(of: Self.path), workspace: settings.workspace)
      }
      if what == .codes {
        return try call.reading {
          let rows = try NumberTable(path: place, memoryLimit: settings.memoryLimit, unless: session.stop)
          return .codes(Codes(latent: rows.columns, values: rows.values))
        }
      }
      return try call.reading {
        let file = try call.weights(place)
        guard let into else {
          let (model, remarks) = try Autoencoder.open(
            file, options: options, threads: settings.threads, memory: settings.memoryLimit)
          for remark in remarks { session.output.remark(remark) }
          return .model(model)
        }
        for remark in try into.load(file, options: options) { session.output.remark(remark) }
        return .model(into)
      }
    })
}

extension Call {
  /// A file of weights, of which no numbers are read yet.
  fileprivate func weights(_ place: String) throws -> WeightsFile {
    try WeightsFile(contentsOf: place, limit: settings.memoryLimit, unless: stop)
  }

  /// How the weights are to be taken.
  fileprivate var weightsOptions: WeightsOptions {
    get throws {
      var options = WeightsOptions()
      let texts = try self[ifGiven: CommandRow.map] ?? []
      do {
        options.names = try NameMap(texts)
      } catch {
        throw self.error(at: CommandRow.map, "\(error)")
      }
      options.scale = try self[ifGiven: CommandRow.scale]?.scale
      return options
    }
  }

  /// Reads weights; what is wrong with them becomes a diagnostic at the option that has to change.
  fileprivate func reading<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let stopped as Interrupted {
      throw stopped
    } catch let refusal as WeightsRefusal {
      let place: any OptionDeclaring =
        switch refusal.about {
        case .file: CommandRow.path
        case .names: CommandRow.map
        case .scale: CommandRow.scale
        }
      var diagnostic = self.error(at: place, "\(refusal.file): \(refusal.reason)")
      diagnostic.lines = refusal.table
      diagnostic.notes = refusal.cure.map { [.init($0)] } ?? []
      throw diagnostic
    } catch {
      throw self.error(at: CommandRow.path, "\(error)")
    }
  }
}
