import Foundation
import Testing

/// The trainings that are kept, as people see them at a terminal.
@Suite(.serialized) struct StoreTests {
  let program: Program

  init() throws {
    program = try Program()
    try program.write(
      """
      training = load sketches count=64
      model = autoencoder latent=8 width=4
      log = train model on=training epochs=2 batch=16
      save model "model.safetensors"

      """, to: "lesson.darkroom")
  }

  /// What the store lists, without days and sizes.
  private func list(_ arguments: String...) throws -> String {
    let result = try program.run(arguments: ["store"] + arguments)
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    return result.output.replacing(/\d{4}-\d\d-\d\d/, with: "DAY").replacing(/[\d.]+ [KM]B/, with: "SIZE")
      .replacing(program.folder.path, with: "HOME")
  }

  @Test("A second run takes the training from the store, which lists it, and can be cleared")
  func secondRun() throws {
    defer { program.clean() }
    #expect(try list() == "HOME/.cache/darkroom/trainings keeps no training.\n")
    let first = try program.run("run", "lesson.darkroom")
    let model = try program.bytes("output/model.safetensors")
    let second = try program.run("run", "lesson.darkroom", "--threads", "1")
    #expect(first.status == 0 && second.status == 0)
    let kept = second.errors.split(separator: "\n")
    #expect(kept[0].contains(/^kept from \d{4}-\d\d-\d\d, .* saved$/), "\(second.errors)")
    #expect(kept[1...].map { $0.prefix(24) } == first.errors.split(separator: "\n").map { $0.prefix(24) })
    #expect(try program.bytes("output/model.safetensors") == model)
    #expect(
      try list() == """
        script           written     state     epochs  steps  SIZE

        """.replacing("  SIZE\n", with: "    size\n") + """
          lesson.darkroom  DAY  finished       2      8  SIZE

          1 training, SIZE in HOME/.cache/darkroom/trainings

          """)
    #expect(try list("clear", "--older", "1h") == "dropped 0 trainings, 0 bytes\n")
    #expect(try list("clear") == "dropped 1 training, SIZE\n")
    #expect(try list() == "HOME/.cache/darkroom/trainings keeps no training.\n")
  }

  @Test("Another store is used where one is named, and none where none is wanted")
  func places() throws {
    defer { program.clean() }
    let quiet = ["run", "lesson.darkroom", "--quiet"]
    _ = try program.run(arguments: quiet + ["--store", "mine"])
    _ = try program.run(arguments: quiet, environment: ["DARKROOM_STORE": "theirs"])
    _ = try program.run(arguments: quiet + ["--store", "none"])
    _ = try program.run(arguments: quiet, environment: ["DARKROOM_STORE": "none"])
    #expect(!program.holds(".cache/darkroom/trainings"))
    #expect(try list("--store", "mine").hasSuffix("1 training, SIZE in mine\n"))
    #expect(try list("--store", "theirs").hasSuffix("1 training, SIZE in theirs\n"))
    let none = try program.run("store", "--store", "none")
    #expect(none.status == 2 && none.errors == "darkroom: error: no store is used; --store names one\n")
    let fresh = try program.run("run", "lesson.darkroom", "--store", "mine", "--fresh")
    #expect(fresh.status == 0 && !fresh.errors.contains("kept from"))
  }

  @Test(
    "What is no time, and what is no store, is wrong usage",
    arguments: [
      ("--checkpoint", "sometimes", "--checkpoint expects never, epoch or a time such as 30s, 5m or 1h"),
      ("--checkpoint", "0s", "--checkpoint expects never, epoch or a time such as 30s, 5m or 1h"),
      ("--store", "", "--store expects the name of a folder, or none"),
    ])
  func wrongUsage(_ option: String, _ value: String, _ message: String) throws {
    defer { program.clean() }
    let result = try program.run("run", "lesson.darkroom", option, value)
    #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    let clear = try program.run("store", "clear", "--older", "soon")
    #expect(clear.status == 2 && clear.errors.contains("--older expects a time such as 12h or 30d"))
    let word = try program.run("store", "clean")
    #expect(word.status == 2 && word.errors.contains("`darkroom store` has no “clean”; did you mean `clear`?"))
  }

  @Test("A store that cannot be written is told of once, and the script comes to its end")
  func unwritable() throws {
    defer { program.clean() }
    try program.write("a file\n", to: "taken")
    let result = try program.run("run", "lesson.darkroom", "--store", "taken/store", "--checkpoint", "1ms")
    #expect(result.status == 0 && program.holds("output/model.safetensors"))
    #expect(
      result.errors.components(separatedBy: "warning: no checkpoint could be written: cannot write “taken/store”").count
        == 2, "\(result.errors)")
  }

  @Test("The prompt takes trainings from the store, too")
  func prompt() throws {
    defer { program.clean() }
    let lines = try String(decoding: program.bytes("lesson.darkroom"), as: UTF8.self) + "evaluate model training\n"
    let first = try program.run(input: lines)
    let second = try program.run(input: lines)
    #expect(!first.errors.contains("kept from") && second.errors.contains("kept from"), "\(second.errors)")
    #expect(first.output.contains("mse 0.") && first.output == second.output)
  }

  @Test("A script that is stopped goes on in its next run")
  func goesOn() throws {
    defer { program.clean() }
    try program.write(
      """
      param epochs = 3
      training = load sketches count=400
      model = autoencoder latent=8 width=8
      log = train model on=training epochs={epochs} batch=4
      save model "model.safetensors"

      """, to: "long.darkroom")
    let child = try program.start(["run", "long.darkroom"])
    _ = child.errors.read(until: "epoch 1/3")
    kill(child.process.processIdentifier, SIGTERM)
    let stopped = child.finish()
    try #require(stopped.status == 143, "\(stopped.errors)")
    let place = try #require(stopped.errors.firstMatch(of: /the next run goes on (at epoch \d, step \d+)/)).1
    let second = try program.run("run", "long.darkroom")
    #expect(second.status == 0 && second.errors.hasPrefix("goes on \(place)\n"), "\(second.errors)")
    let model = try program.bytes("output/model.safetensors")
    _ = try program.run("run", "long.darkroom", "--store", "none")
    #expect(try program.bytes("output/model.safetensors") == model)
  }
}
