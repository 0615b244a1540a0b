import Foundation
import Testing

@Suite(.serialized) struct RunTests {
  let program: Program

  init() throws { program = try Program() }

  /// A whole small experiment.
  static let experiment = """
    param epochs = 2  # epochs of the training

    training = load sketches count=48
    test     = pick training one-per-class
    show test save=test.png
    seed 0
    model = autoencoder latent=8 width=4
    log = train model on=training validate=test watch=test epochs=epochs batch=16
    plot log save=loss.svg,loss.png
    show log epochs=first,last save=epochs.png
    save log "loss.csv"
    save model "model.safetensors"
    print "done"

    """

  @Test("A script runs, prints its values, writes its figures and names them")
  func runsAScript() throws {
    defer { program.clean() }
    try program.write(Self.experiment, to: "lesson.darkroom")
    let result = try program.run("run", "lesson.darkroom", "--threads", "2")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "done\n")
    #expect(result.errors.contains("epoch 2/2  training 0."))
    #expect(
      result.errors.hasSuffix(
        "figures:\n  output/test.png\n  output/loss.svg\n  output/loss.png\n  output/epochs.png\n"))
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for name in ["test", "loss", "epochs"] { #expect(try program.bytes("output/\(name).png").starts(with: png)) }
    #expect(try program.bytes("output/loss.svg").starts(with: Data("<?xml".utf8)))
    #expect(try program.bytes("output/loss.csv").starts(with: Data("step,epoch,split,loss\n1,1,training,".utf8)))
  }

  @Test("The line of an epoch tells the speed that the log has")
  func speeds() throws {
    defer { program.clean() }
    try program.write(
      "data = load sketches count=400\nmodel = autoencoder latent=8 width=4\nlog = train model on=data epochs=2\nlog\n",
      to: "lesson.darkroom")
    let result = try program.run("run", "lesson.darkroom")
    let told = result.errors.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.firstIndex(of: "images/s").map { String(words[$0 - 1]) }
    }
    let table = result.output.split(separator: "\n").dropFirst().compactMap {
      $0.split(separator: " ").last.map(String.init)
    }
    #expect(told.count == 2 && told == table)
    #expect(told.allSatisfy { ($0.replacing(",", with: "")).count > 1 })
  }

  @Test(
    "Output that is lost is an error, whatever the command",
    arguments: [
      ["run", "lesson.darkroom"], ["check", "lesson.darkroom"], ["params", "lesson.darkroom"], ["help"], ["--version"],
      ["--help"], ["help", "--reference"],
    ])
  func lostOutput(arguments: [String]) throws {
    defer { program.clean() }
    try program.write("param a = 1\nprint a\n", to: "lesson.darkroom")
    let result = try program.shell("\(Program.path.path) \(arguments.joined(separator: " ")) > /dev/full")
    #expect(result.status == 1, "\(arguments)")
    #expect(result.errors.hasSuffix("darkroom: error: cannot write the output: No space left on device\n"))
  }

  @Test("A confined script writes nothing outside its output folder")
  func confined() throws {
    defer { program.clean() }
    try program.write("d = load sketches count=2\nshow d save=sub/a.png\n", to: "inside.darkroom")
    #expect(try program.run("run", "inside.darkroom", "--confine").status == 0)
    #expect(program.holds("output/sub/a.png"))
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.path + "/output/out", withDestinationPath: program.folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.path + "/output/link.png", withDestinationPath: program.folder.path + "/b.png")
    for path in ["../b.png", "\(program.folder.path)/b.png", "sub/../../b.png", "out/b.png", "link.png"] {
      try program.write("d = load sketches count=2\nshow d save=\"\(path)\"\n", to: "outside.darkroom")
      let result = try program.run("run", "outside.darkroom", "--confine")
      #expect(result.status == 2, "\(path)")
      #expect(
        result.errors.contains("“\(path)” leads out of “output”, and `--confine` keeps everything in it"),
        "\(result.errors)")
      #expect(!program.holds("b.png"))
    }
    #expect(try program.run("run", "outside.darkroom").status == 0)
    #expect(program.holds("b.png"))
  }

  @Test("The same script gives the same bytes on every run, on any number of threads")
  func sameBytes() throws {
    defer { program.clean() }
    try program.write(Self.experiment, to: "lesson.darkroom")
    #expect(try program.run("run", "lesson.darkroom", "--threads", "2", "--output", "one").status == 0)
    #expect(try program.run("run", "lesson.darkroom", "--threads", "3", "--output", "two").status == 0)
    for name in ["test.png", "loss.svg", "loss.png", "epochs.png", "loss.csv", "model.safetensors"] {
      #expect(try program.bytes("one/\(name)") == program.bytes("two/\(name)"), "\(name)")
    }
  }

  @Test("A param is set from outside; an unknown one is an error with a suggestion")
  func params() throws {
    defer { program.clean() }
    try program.write("param epochs = 2  # how long\nprint epochs\n", to: "lesson.darkroom")
    #expect(try program.run("run", "lesson.darkroom", "--set", "epochs=7").output == "7\n")
    let listed = try program.run("params", "lesson.darkroom")
    #expect(listed.output == "epochs = 2  number  how long\n")
    let unknown = try program.run("run", "lesson.darkroom", "--set", "epoch=7")
    #expect(unknown.status == 2)
    #expect(unknown.output == "")
    #expect(unknown.errors.contains("did you mean `epochs`?"), "\(unknown.errors)")
    let unfit = try program.run("run", "lesson.darkroom", "--set", "epochs=many")
    #expect(unfit.status == 2)
    let shapeless = try program.run("run", "lesson.darkroom", "--set", "epochs")
    #expect(shapeless.status == 2)
    #expect(shapeless.errors.contains("--set expects name=value, as in --set epochs=3, and gets “epochs”."))
  }

  @Test("A script also runs from standard input")
  func standardInput() throws {
    defer { program.clean() }
    #expect(try program.run("run", "-", input: "print (2 + 3)\n").output == "5\n")
  }

  @Test("A script that does not check runs nothing, and leaves with 2")
  func mistakes() throws {
    defer { program.clean() }
    try program.write("print \"first\"\nsumary model\n", to: "lesson.darkroom")
    let result = try program.run("run", "lesson.darkroom")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("lesson.darkroom:2:1: error: "), "\(result.errors)")
    #expect(result.errors.contains("2 | sumary model\n"))
    #expect(result.errors.contains("did you mean `summary`?"))
  }

  @Test("A script that fails leaves with 1, and what it did before stays")
  func failure() throws {
    defer { program.clean() }
    try program.write("print \"first\"\nexpect (1 > 2) \"one is not more\"\nprint \"last\"\n", to: "lesson.darkroom")
    let result = try program.run("run", "lesson.darkroom")
    #expect(result.status == 1)
    #expect(result.output == "first\n")
    #expect(result.errors.contains("one is not more"))
  }

  @Test("Wrong usage leaves with 2")
  func usage() throws {
    defer { program.clean() }
    #expect(try program.run("run").status == 2)
    #expect(try program.run("walk", "x.darkroom").status == 2)
    let bare = try program.run("lesson.darkroom")
    #expect(bare.status == 2)
    #expect(
      bare.errors
        == "darkroom: error: “lesson.darkroom” is no command; to run the script, say: darkroom run lesson.darkroom\n")
    let missing = try program.run("run", "nowhere.darkroom")
    #expect(missing.status == 2)
    #expect(missing.errors == "darkroom: error: cannot read nowhere.darkroom: there is no such file\n")
    #expect(try program.run("prompt", input: "x = 3\nsave session \"mine.darkroom\"\n").status == 0)
    for command in ["run", "check", "params", "prompt"] {
      #expect(
        try program.run(command, "mine.darkroom").errors
          == "darkroom: error: cannot read mine.darkroom: there is no such file; there is output/mine.darkroom\n")
    }
    #expect(
      try program.run("run", "x.darkroom", "--json").errors.hasPrefix(
        "darkroom: error: Unknown option '--json'; `darkroom check`, `darkroom params`, `darkroom about`, "
          + "`darkroom store` and `darkroom bench` have it.\n"))
    #expect(
      try program.run("run", "x.darkroom", "--exprt", "x.md").errors.hasPrefix(
        "darkroom: error: Unknown option '--exprt'; did you mean '--export'?\n"))
    #expect(
      try program.run("check", "x.darkroom", "--share", "4/3").errors.hasPrefix(
        "darkroom: error: --share 4/3: there is no share 4 of 3; they are 1/3 to 3/3.\n"))
  }

  @Test("An output folder that cannot be made is found before anything runs")
  func unwritableOutput() throws {
    defer { program.clean() }
    try program.write("not a folder", to: "taken")
    try program.write("data = load sketches count=10\nshow data save=a.png\n", to: "lesson.darkroom")
    let result = try program.run("run", "lesson.darkroom", "--output", "taken/output")
    #expect(result.status == 2)
    #expect(
      result.errors.contains(
        "lesson.darkroom:2:16: error: cannot make the folder “taken”: a file of that name is in the way"),
      "\(result.errors)")
    #expect(!program.holds("output"))
  }

  @Test(
    "A signal ends a training at its batch, is answered at once, and is told by the exit status and on the page",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(_ signal: Int32) throws {
    defer { program.clean() }
    try program.write(
      """
      training = load sketches count=256
      model = autoencoder latent=8 width=8
      # %% Training
      log = train model on=training epochs=10000 batch=16
      # %% The loss
      print "never"

      """, to: "lesson.darkroom")
    let result = try interrupted(["run", "lesson.darkroom", "--export", "page.md"], by: signal)
    #expect(result.status == 128 + signal)
    #expect(result.output == "")
    let again = signal == SIGINT ? "; Ctrl-C again leaves at once" : ""
    let remarks = result.errors.split(separator: "\n").suffix(4)
    #expect(
      remarks.filter { !$0.hasPrefix("the next run goes on at epoch ") } == [
        "stopping; what is trained stays\(again)", "wrote page.md", "interrupted",
      ], "\(result.errors.suffix(300))")
    let page = String(decoding: try program.bytes("page.md"), as: UTF8.self)
    #expect(page.contains("the script was stopped in this cell; what is trained stays"))
    #expect(page.components(separatedBy: "did not run: the script was stopped before this cell").count == 2)
  }

  /// Starts the program, sends it a signal once its first epoch is over, and waits for its end.
  private func interrupted(_ arguments: [String], by signal: Int32) throws -> Program.Result {
    let child = try program.start(arguments)
    let told = child.errors.read(until: "epoch     1/10000")
    kill(child.process.processIdentifier, signal)
    let result = child.finish()
    return Program.Result(
      status: result.status, output: result.output, errors: told + result.errors)
  }

  @Test(
    "Ctrl-C ends a training, and leaves with 130, whichever script is running",
    arguments: [["lesson.darkroom"], ["before.darkroom", "lesson.darkroom"]])
  func interrupt(_ scripts: [String]) throws {
    defer { program.clean() }
    try program.write("x = 1\n", to: "before.darkroom")
    try program.write(
      """
      training = load sketches count=256
      model = autoencoder latent=8 width=8
      log = train model on=training epochs=10000 batch=16
      print "never"

      """, to: "lesson.darkroom")
    let result = try interrupted(["run"] + scripts, by: SIGINT)
    #expect(result.status == 130)
    #expect(result.output == "")
    #expect(result.errors.hasSuffix("interrupted\n"), "\(result.errors)")
  }
}
