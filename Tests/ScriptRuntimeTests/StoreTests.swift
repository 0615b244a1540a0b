import Foundation
import ScriptRuntime
import TestSupport
import Testing
import Training

/// What scripts see of the trainings that are kept.
@Suite(.serialized) struct StoreTests {
  let folder: TemporaryFolder
  private let opening = """
    d = load sketches count=40
    model = autoencoder latent=4 width=2

    """

  init() throws { folder = try TemporaryFolder() }

  private func bench(fresh: Bool = false, seed: UInt64 = 0, threads: Int = 2) throws -> Bench {
    let store = TrainingStore(folder: folder.file("store"))
    return try Bench(
      threads: threads, seed: seed, keeping: TrainingKeeping(store: store, isFresh: fresh), clock: { 0 })
  }

  /// What a script says in a new session, without the day.
  private func run(
    _ script: String, fresh: Bool = false, seed: UInt64 = 0, threads: Int = 2
  ) throws -> String {
    let text = try bench(fresh: fresh, seed: seed, threads: threads).run(opening + script)
    return text.replacing(/kept from \d{4}-\d\d-\d\d/, with: "kept from DAY")
  }

  private let kept = "note: kept from DAY, 0 ms saved\n"
  private let keptInFile =
    "note: kept in DIR/out/night.checkpoint: `resume \"night.checkpoint\"` brings it to its end\n"

  @Test("A training that was done is taken, with the log, the model and the random numbers that it would leave")
  func takenOnce() throws {
    let script = """
      log = train model on=d epochs=2 shuffle=yes metrics=psnr validate=d watch=d
      log
      evaluate model d
      other = autoencoder latent=4 width=2
      evaluate other d
      more = train model on=d epochs=1 shuffle=yes
      evaluate model d
      """
    let first = try run(script)
    #expect(!first.contains("kept"))
    let second = try run(script, threads: 1)
    let goesOn = "note: training goes on after epoch 2\n"
    #expect(first.contains(goesOn))
    #expect(second == kept + first.replacing(goesOn, with: goesOn + kept), "\(second)")
  }

  @Test("Changing what comes after a training, or its names, costs no training; changing what goes into it does")
  func whatMatters() throws {
    #expect(try run("log = train model on=d epochs=1") == "")
    for same in [
      "log = train model on=d epochs=1", "other = train model on=d epochs=1 batch=64 lr=0.001 loss=mse",
      "f = take d 3\nshow f\nlog = train model on=d epochs=1\nplot log title=\"Another\" save=a.png",
    ] {
      #expect(try run(same).contains(kept), "\(same)")
    }
    for other in [
      "log = train model on=d epochs=2", "log = train model on=d epochs=1 lr=0.002",
      "log = train model on=d epochs=1 loss=l1", "log = train model on=d epochs=1 shuffle=yes",
      "log = train model on=d epochs=1 optimizer=adamw", "log = train model on=d epochs=1 validate=d",
      "e = take d 39\nlog = train model on=e epochs=1", "log = train model on=d epochs=1 corrupt=gaussian(0.1)",
      "log = train model on=d epochs=1 schedule=cosine", "seed 1\nlog = train model on=d epochs=1",
      "other = autoencoder latent=5 width=2\nlog = train other on=d epochs=1",
      "device cpu exact=yes\nlog = train model on=d epochs=1",
    ] {
      #expect(try !run(other).contains("kept from"), "\(other)")
    }
    #expect(try !run("log = train model on=d epochs=1", seed: 7).contains("kept from"))
    #expect(try !run("log = train model on=d epochs=1", fresh: true).contains("kept from"))
    #expect(try !run("log = train model on=d epochs=1 store=no").contains("kept from"))
  }

  @Test("store=no keeps nothing")
  func notKept() throws {
    #expect(try run("log = train model on=d epochs=1 store=no") == "")
    #expect(TrainingStore(folder: folder.file("store")).trainings.isEmpty)
  }

  @Test("What is kept and cannot be used is told of, and the training is done anew")
  func damaged() throws {
    let script = "log = train model on=d epochs=1\nlog"
    let first = try run(script)
    let file = try #require(TrainingStore(folder: folder.file("store")).trainings.first?.path)
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    bytes[bytes.count / 2] ^= 1
    try Data(bytes).write(to: URL(filePath: file))
    let second = try run(script)
    #expect(
      second.replacing(file, with: "FILE") == """
        test.darkroom:3:7: warning: what is kept of this training cannot be used: FILE: found other bytes than were \
        written, expected a file that nothing has changed
             3 | log = train model on=d epochs=1
               |       ^^^^^^^^^^^^^^^^^^^^^^^^^
          note: it begins anew

        """ + first, "\(second)")
    #expect(try run(script) == kept + first)
  }

  /// Stops a session after so many steps.
  private func stop(_ bench: Bench, after step: Int, _ script: String) -> String {
    bench.output.stopping = { event in
      if case .step(let progress) = event, progress.step == step { bench.session.stop.set() }
    }
    let text = bench.run(opening + script)
    bench.session.stop.clear()
    bench.output.stopping = nil
    return text
  }

  @Test("A script that was stopped goes on where it stood, and says so")
  func goesOn() throws {
    let script = "log = train model on=d epochs=3 batch=10 shuffle=yes\nlog\nevaluate model d"
    let whole = try run(script + "", fresh: true)
    try FileManager.default.removeItem(atPath: folder.file("store"))
    #expect(stop(try bench(), after: 6, script) == "interrupted\n")
    #expect(try run(script) == "note: goes on at epoch 2, step 3\n" + whole)
    #expect(try run(script) == kept + whole)
  }

  @Test("A file of a training's own takes it up again, under other names, into a model or out of the file")
  func resuming() throws {
    let train =
      "log = train model on=d epochs=3 batch=10 shuffle=yes validate=d checkpoint=\"night.checkpoint\" store=no"
    let whole = try bench()
    let told = whole.run(opening + train + "\nlog\nevaluate model d")
    #expect(whole.wrote("night.checkpoint"))
    let stopped = try bench()
    #expect(stop(stopped, after: 6, train) == keptInFile + "interrupted\n")
    let text = stopped.run(
      """
      forget d model log
      pictures = load sketches count=40
      log = resume "night.checkpoint"
      model = open model "night.checkpoint"
      log
      evaluate model pictures
      """)
    #expect(text == "note: goes on at epoch 2, step 3\n" + told)
    // The same into a model that is there already; the file is finished by now.
    let again = stopped.run("log = resume \"night.checkpoint\" into=model\nlog\nevaluate model pictures")
    #expect(again.replacing(/kept from \d{4}-\d\d-\d\d/, with: "kept from DAY") == kept + told)
    // What the optimiser remembers is in the file, so that training goes on alike.
    #expect(
      stopped.run("seed 3\nlog = train model on=pictures epochs=1 store=no\nevaluate model pictures")
        == whole.run("seed 3\nlog = train model on=d epochs=1 store=no\nevaluate model d"))
  }

  @Test("What cannot be resumed is refused at its place")
  func notResumed() throws {
    let bench = try bench()
    let train = "log = train model on=d epochs=3 batch=10 checkpoint=\"night.checkpoint\" store=no"
    #expect(stop(bench, after: 6, train) == keptInFile + "interrupted\n")
    #expect(
      bench.run("forget d\nlog = resume \"night.checkpoint\"") == """
        failed: test.darkroom:2:14: error: the session has no images that are those of `on=` in the training
             2 | log = resume "night.checkpoint"
               |              ^^^^^^^^^^^^^^^^^^
          expected the images that it was begun with, under any name

        """)
    #expect(
      bench.run(
        "e = load sketches count=40\nother = autoencoder latent=5 width=2\nlog = resume \"night.checkpoint\" into=other"
      )
      .contains(
        "night.checkpoint: found the weights of another model, expected those of 8028"))
    #expect(bench.run("log = resume \"none.checkpoint\"").contains("there is no file “none.checkpoint”"))
    #expect(
      bench.run("save model \"m.safetensors\"\nlog = resume \"m.safetensors\"").contains(
        "found no word of a training, expected a checkpoint of a training"))
    // Another training would take its place, which is not over.
    #expect(
      bench.run("model = autoencoder latent=4 width=2\nlog = train model on=e epochs=1 checkpoint=\"night.checkpoint\"")
        == """
        failed: test.darkroom:2:44: error: “DIR/out/night.checkpoint” holds another training, which is not over yet
             2 | log = train model on=e epochs=1 checkpoint="night.checkpoint"
               |                                            ^^^^^^^^^^^^^^^^^^
          expected another name, or `resume` to bring that one to its end

        """)
    #expect(bench.run("log = resume \"night.checkpoint\"") == "note: goes on at epoch 2, step 3\n")
    #expect(
      bench.run("log = train model on=e epochs=1 checkpoint=\"m.safetensors\"").contains(
        "“DIR/out/m.safetensors” is there already, and is no checkpoint that can be read"))
    #expect(bench.run("log = train model on=e epochs=1 checkpoint=\"night.checkpoint\"") == "")
  }

  @Test("A training that is taken from the store is written to the file that it names")
  func bothPlaces() throws {
    let script = "log = train model on=d epochs=1"
    #expect(try run(script) == "")
    let bench = try bench()
    #expect(bench.run(opening + script + " checkpoint=\"a.checkpoint\"").contains("kept from"))
    #expect(bench.run("model = open model \"a.checkpoint\"\nprint (model.epochs)") == "1\n")
  }

  @Test(
    "A model goes on as if it had never been in a file, where its optimiser is saved with it", arguments: [true, false])
  func optimizerIsSaved(_ isSaved: Bool) throws {
    let bench = try bench()
    let going = bench.run(
      opening + """
        log = train model on=d epochs=1 optimizer=rmsprop momentum=0.5 store=no
        save model "m.safetensors" optimizer=\(isSaved ? "yes" : "no")
        log = train model on=d epochs=1 optimizer=rmsprop momentum=0.5 store=no
        evaluate model d
        """)
    let opened = bench.run(
      """
      model = open model "m.safetensors"
      log = train model on=d epochs=1 optimizer=rmsprop momentum=0.5 store=no
      evaluate model d
      """)
    #expect(going.hasSuffix(opened.replacing("note: training goes on after epoch 1\n", with: "")) == isSaved)
    #expect(
      bench.run("save d \"d.npy\" optimizer=yes").contains(
        "error: `optimizer` goes with a model, and this is a data set"))
  }
}
