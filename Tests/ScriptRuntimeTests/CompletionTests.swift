import Foundation
import ScriptRuntime
import Testing

/// What is offered at the place of the `|` of a script.
@Suite(.serialized) struct CompletionTests {
  private static func bench() throws -> Bench {
    let bench = try Bench(files: ["photos.tar": "", "lesson two.darkroom": "", ".hidden": ""])
    _ = bench.run(
      """
      training = load sketches count=32
      model[4] = autoencoder latent=4 width=4
      model[8] = autoencoder latent=8 width=4
      log = train model[4] on=training epochs=1
      epochs = 3
      """)
    try FileManager.default.createDirectory(
      atPath: bench.folder + "/pictures", withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: bench.folder + "/out/first.png"))
    return bench
  }

  private func offered(_ text: String, in bench: Bench) throws -> (texts: [String], replaced: String) {
    let place = try #require(text.firstIndex(of: "|"))
    let script = text.replacing("|", with: "")
    let offset = text.utf8.distance(from: text.startIndex, to: place)
    let completions = bench.session.completions(in: script, at: offset)
    let bytes = Array(script.utf8)[completions.range]
    return (completions.candidates.map(\.text), String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: [
    ("tra|", "tra", ["train", "traverse", "training"]),
    ("x = au|", "au", ["autoencoder"]),
    ("x = pri|", "pri", []),
    ("time tra|", "tra", ["train", "traverse", "training"]),
    ("train |", "", ["model[4]", "model[8]", "on=", "target=", "validate=", "watch="]),
    ("train model[4] on=training ep|", "ep", ["epochs=", "eps="]),
    ("train model[4] on=training epochs=3 ep|", "ep", ["eps="]),
    ("train model[4] on=t|", "t", ["training"]),
    ("panel columns=2\n    plot log sp|", "sp", ["span="]), ("panel\n    plot log th|", "th", []),
    ("plot log sp|", "sp", []), ("panel\n    for size in 4,8\n        sho|", "sho", ["show"]),
    ("train model[4] on=training loss=m|", "m", ["mse"]),
    ("train model[4] on=training opt|", "opt", ["optimizer="]),
    ("train model[4] on=training optimizer=|", "", ["adam", "adamw", "sgd", "rmsprop", "adagrad"]),
    ("show log epochs=fi|", "fi", ["first"]),
    ("show log epochs=first,l|", "l", ["last"]),
    ("summary mo|", "mo", ["model", "model[4]", "model[8]"]),
    ("load stl10 split=u|", "u", ["unlabelled"]), ("load cifar10 split=|", "", ["training", "validation"]),
    ("load s|", "s", ["sketches", "svhn", "stl10", "split=", "seed=", "size=", "scale="]),
    ("log.training_|", "training_", ["training_last"]), ("training.cl|", "cl", ["classes", "class_names"]),
    ("nothing.|", "", []),
    ("x = (log.training_|", "training_", ["training_last"]),
    ("x = (model[4].la|", "la", ["latent"]),
    // Of a log that is still to come: what its training will measure, and what any has where that is not known.
    (
      "l = train model[4] on=training validate=training loss=(mse + 0.1 * l1) metrics=psnr\nx = (l.|", "",
      [
        "training", "validation", "training_last", "validation_last", "epochs", "steps", "seconds", "psnr",
        "training_mse", "validation_mse", "training_l1", "validation_l1",
      ]
    ),
    (
      "m = open model \"gone.safetensors\"\nl = train m on=training\nx = (l.|", "",
      ["training", "training_last", "epochs", "steps", "seconds"]
    ),
    ("for i in 1..2\n    l[i] = train model[4] on=training schedule=cosine\n    x = (l[i].ra|", "ra", ["rate"]),
    ("print (ep|", "ep", ["epochs"]),
    ("help mod|", "mod", ["model"]),
    ("forget mod|", "mod", ["model"]),
    ("e = network in=3x32x32\n    con|", "con", ["conv2d", "conv_transpose2d"]),
    ("e = network in=3x32x32\n    conv2d 16 ker|", "ker", ["kernel="]),
    ("e = network in=3x32x32\n    en|", "en", ["end"]),
    ("# tra|", "", []),
    ("load images path=\"ph|", "ph", ["photos.tar"]),
    ("include \"lesson t|", "lesson t", ["lesson two.darkroom"]),
    ("open model \"pi|", "pi", ["pictures/"]),
    ("plot log save=fi|", "fi", ["first.png"]),
    (
      "bars |", "",
      [
        "log", "epochs", "save=", "title=", "caption=", "size=", "dpi=", "theme=", "font=", "text=", "colors=",
        "names=", "label=", "values=",
        "terms=", "by=",
      ]
    ),
    ("scatter log pic|", "pic", ["pictures="]),
    ("histogram log bi|", "bi", ["bins="]),
    ("heatmap co|", "co", ["colors="]),
    ("save |", "", ["session", "training", "model[4]", "model[8]", "log", "optimizer=", "encoder=", "decoder="]),
  ])
  func offers(text: String, replaced: String, expected: [String]) throws {
    let found = try offered(text, in: try Self.bench())
    #expect(found.replaced == replaced)
    if text == "train |" {
      #expect(Array(found.texts.prefix(expected.count)) == expected)
    } else {
      #expect(found.texts == expected)
    }
  }

  @Test("Every candidate of a command's place is told in a line")
  func summaries() throws {
    let completions = try Self.bench().session.completions(in: "", at: 0)
    #expect(completions.candidates.contains { $0.kind == .command })
    for candidate in completions.candidates { #expect(!candidate.summary.isEmpty, "\(candidate.text)") }
  }

  @Test("Any place of any text gives an answer")
  func anywhere() throws {
    let bench = try Self.bench()
    let text = "log = train model[4] on=\"a\\{\" é=(x.y [ # \n😀 network in=3x\n time time \"{(\"\n.a(.)"
    for offset in -3...(text.utf8.count + 3) {
      let completions = bench.session.completions(in: text, at: offset)
      #expect(completions.range.upperBound <= text.utf8.count)
      _ = bench.session.inspection(in: text, at: offset)
    }
  }
}

@Suite(.serialized) struct InspectionTests {
  private func inspected(_ text: String, detailed: Bool = false) throws -> String? {
    let bench = try Bench()
    _ = bench.run("training = load sketches count=32\nepochs = 3")
    let place = try #require(text.firstIndex(of: "|"))
    return bench.session.inspection(
      in: text.replacing("|", with: ""), at: text.utf8.distance(from: text.startIndex, to: place), detailed: detailed)
  }

  @Test func wordsAreExplained() throws {
    #expect(try inspected("log = tr|ain model")?.hasPrefix("train — trains a model") == true)
    #expect(try inspected("load| sketches")?.hasPrefix("load — ") == true)
    #expect(try inspected("pick train|ing 1")?.hasPrefix("`training` is a data set.") == true)
    #expect(
      try inspected("pick train|ing 1", detailed: true)?.contains("sketches, training: 32 images") == true)
    #expect(try inspected("train m ep|ochs=3")?.hasPrefix("epochs=  ") == true)
    #expect(try inspected("train m epochs=|3")?.contains("An option of `train`.") == true)
    #expect(try inspected("train m epochs=epo|chs") == "`epochs` is a number.")
    #expect(try inspected("e = network in=3x4x4\n  conv2d 16 kern|el=3")?.contains("An option of `conv2d`.") == true)
    #expect(try inspected("nothing| here") == nil)
    #expect(try inspected("# tr|ain") == nil)
  }
}
