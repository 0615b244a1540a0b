import Foundation
import Testing

/// What the shell gives the program and gets from it: lines, JSON, errors, `-` and `~`.
@Suite struct ShellTests {
  let program: Program

  init() throws { program = try Program() }

  private static let script = """
    param count = 12  # how many
    data = load sketches count=count
    show data limit=3 title="Three" save=three.png

    """

  private func json(_ result: Program.Result) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(result.output.utf8))
  }

  @Test func linesOfTheCommandLineRunInOrder() throws {
    defer { program.clean() }
    let result = try program.run("-e", "x = 2", "-e", "for n in 1,2", "-e", "print (x * n)", "-e", "end")
    #expect(result.status == 0 && result.output == "2\n4\n", "\(result.errors)")
    let options = try program.run("--quiet", "--set", "n=7", "-e", "param n = 1", "-e", "print (n)")
    #expect(options.output == "7\n", "\(options.errors)")
    #expect(try program.run("run", "-e", "print (-1)").output == "-1\n")
    // A line may begin with a dash, and with the word of an option.
    #expect(try program.run("-e", "--threads").output == "--threads\n")
    #expect(try program.run("-e", "-").output == "-\n")
  }

  @Test func wrongLinesAreToldByTheirNumber() throws {
    defer { program.clean() }
    let wrong = try program.run("-e", "x = 2", "-e", "print (y)")
    #expect(wrong.status == 2 && wrong.errors.hasPrefix("-e:2:"), "\(wrong.errors)")
    try program.write("", to: "a.darkroom")
    let both = try program.run("run", "a.darkroom", "-e", "x = 1")
    #expect(both.status == 2 && both.errors.hasPrefix("darkroom: error: -e runs lines in the place of files"))
    let neither = try program.run("run")
    #expect(neither.errors.hasPrefix("darkroom: error: expected a script to run, or -e and a line."))
  }

  @Test(
    "Whatever is wrong is told alike",
    arguments: [
      ["run", "--bogus"], ["run", "none.darkroom"], ["check"], ["check", "none.darkroom"], ["params", "none.darkroom"],
      ["params"], ["about", "none.png"], ["convert", "a", "b"], ["convert"], ["store", "bogus"],
      ["store", "--store", "none"], ["store", "clear", "--older", "x"], ["help", "nothing-of-the-kind"],
      ["bench", "--only", "x"], ["kernel", "install", "--name", ""], ["kernel", "run", "none.json"],
      ["completion", "tcsh"],
      ["prompt", "--threads", "0"], ["nonsense"], ["a.darkroom"], ["run", "--share", "x", "a.darkroom"], ["--bogus"],
    ])
  func errors(arguments: [String]) throws {
    defer { program.clean() }
    let result = try program.run(arguments: arguments)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("darkroom: error: "), "\(result.errors)")
  }

  @Test func checkTellsProgramsWhatItFound() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "right.darkroom")
    try program.write("x = 1\nprint (x)\ntrian x\n", to: "wrong.darkroom")
    let result = try program.run("check", "--json", "right.darkroom", "wrong.darkroom")
    #expect(result.status == 2 && result.errors.isEmpty)
    let files = try #require(try json(result) as? [[String: Any]])
    #expect(files.map { $0["file"] as? String } == ["right.darkroom", "wrong.darkroom"])
    #expect((files[0]["errors"] as? [Any])?.isEmpty == true)
    let error = try #require((files[1]["errors"] as? [[String: Any]])?.first)
    #expect(error["line"] as? Int == 3 && error["column"] as? Int == 1 && error["endColumn"] as? Int == 6)
    #expect(error["severity"] as? String == "error" && error["nearMisses"] as? [String] == ["train"])
    let setting = try program.run("check", "--json", "right.darkroom", "--set", "cuont=3")
    #expect(((try json(setting) as? [[String: Any]])?.first?["settings"] as? [String])?.count == 1)
  }

  @Test func paramsAndStoreTellPrograms() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    let params = try json(program.run("params", "--json", "lesson.darkroom")) as? [[String: Any]]
    #expect(params?.first?["choices"] as? [String] == ["12"])
    #expect(
      params?.map { $0.compactMapValues { $0 as? String } }
        == [["name": "count", "type": "number", "default": "12", "description": "how many"]])
    let training = "d = load sketches count=4\nm = autoencoder latent=2 width=2\nlog = train m on=d epochs=1\n"
    try program.write(training, to: "train.darkroom")
    #expect(try program.run("run", "train.darkroom", "--store", "kept").status == 0)
    let store = try #require(try json(program.run("store", "--json", "--store", "kept")) as? [String: Any])
    let kept = try #require((store["trainings"] as? [[String: Any]])?.first)
    #expect(kept["script"] as? String == "train.darkroom" && kept["state"] as? String == "finished")
    #expect(kept["epochs"] as? Int == 1)
  }

  @Test("A figure keeps the script where that is asked, in every format")
  func scripts() throws {
    defer { program.clean() }
    let script = Self.script.replacing("three.png", with: "a.png,a.svg,a.pdf,a.gif,a.apng")
    try program.write(script, to: "lesson.darkroom")
    #expect(try program.run("run", "lesson.darkroom").status == 0)
    let without = try program.run("about", "--script", "output/a.png")
    #expect(without.status == 1 && without.output.isEmpty)
    #expect(
      without.errors == "darkroom: error: output/a.png: it holds nothing of the script but its name, lesson.darkroom; "
        + "`darkroom run --keep-script` keeps the text in its figures\n")
    #expect(try program.run("run", "lesson.darkroom", "--keep-script").status == 0)
    for ending in ["png", "svg", "pdf", "gif", "apng"] {
      #expect(try program.run("about", "--script", "output/a.\(ending)").output == script, "\(ending)")
    }
    let told = try #require(try json(program.run("about", "--json", "output/a.svg", "none.png")) as? [[String: Any]])
    #expect(told[0]["text"] as? String == script && told[0]["title"] as? String == "Three")
    #expect(told[1]["error"] as? String == "there is no such file")
  }

  @Test func conversionGoesThroughPipes() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    let notebook = try program.run("convert", "lesson.darkroom", "-")
    #expect(notebook.output.hasPrefix("{") && notebook.errors.isEmpty)
    #expect(try program.run(arguments: ["convert", "-", "-"], input: notebook.output).output == "# %%\n" + Self.script)
    #expect(try program.run(arguments: ["convert", "-", "back.ipynb"], input: Self.script).status == 0)
    #expect(String(decoding: try program.bytes("back.ipynb"), as: UTF8.self) == notebook.output)
    let same = try program.run(arguments: ["convert", "-", "back.darkroom"], input: Self.script)
    #expect(same.status == 2 && same.errors.hasPrefix("darkroom: error: both standard input and back.darkroom are"))
  }

  @Test func aTildeIsTheHomeFolder() throws {
    defer { program.clean() }
    let home = program.folder.appending(path: "home")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    func run(_ script: String, _ more: String...) throws -> Program.Result {
      try program.run(arguments: ["-e", script] + more, environment: ["HOME": home.path])
    }
    let written = try run("d = load sketches count=3\nshow d save=\"~/figures/a.png\"")
    #expect(written.status == 0, "\(written.errors)")
    #expect(program.holds("home/figures/a.png"))
    #expect(try run("images = load images path=\"~/figures\"").status == 0)
    try program.write("print 5\n", to: "home/part.darkroom")
    #expect(try run("include \"~/part.darkroom\"").output == "5\n")
    let confined = try run("d = load sketches count=3\nshow d save=\"~/b.png\"", "--confine")
    #expect(confined.status != 0 && confined.errors.contains("leads out of “output”"), "\(confined.errors)")
  }

  @Test func theKernelsFolderIsMade() throws {
    defer { program.clean() }
    let result = try program.run(
      "kernel", "install", "--prefix", "new/place", "--program", "/opt/darkroom/bin/darkroom")
    #expect(result.status == 0, "\(result.errors)")
    let kernel = String(
      decoding: try program.bytes("new/place/share/jupyter/kernels/darkroom/kernel.json"), as: UTF8.self)
    #expect(kernel.contains("/opt/darkroom/bin/darkroom"))
    #expect(try program.run("kernel", "install", "--program", "darkroom").status == 2)
  }

  @Test func completionKnowsScriptsAndHelp() throws {
    defer { program.clean() }
    try program.write(Self.script, to: "lesson.darkroom")
    for shell in ["bash", "fish", "zsh"] {
      let script = try program.run("completion", shell)
      #expect(script.status == 0 && script.output.contains("---completion help -- positional@0"), "\(shell)")
    }
    let set = try program.run(
      "---completion", "run", "--", "--set", "4", "0", "darkroom", "run", "lesson.darkroom", "--set", "")
    #expect(set.output.hasPrefix("count=\n"), "\(set.output) \(set.errors)")
    try program.write(
      "param data = sketches\nparam sizes = 4,16\nparam quick = yes\nd = load data limit=3\nprint sizes quick",
      to: "sweep.darkroom")
    func values(_ typed: String) throws -> [Substring] {
      try program.run(
        "---completion", "run", "--", "--set", "4", "\(typed.count)", "darkroom", "run", "sweep.darkroom", "--set",
        typed
      ).output.split(separator: "\n")
    }
    #expect(try values("sizes=") == ["sizes=4,16", "sizes=4", "sizes=16"])
    #expect(try values("quick=n") == ["quick=yes", "quick=no"])
    #expect(try values("data=").prefix(3) == ["data=sketches", "data=cifar10", "data=cifar100"])
    let help = try program.run("---completion", "help", "--", "positional@0", "2", "0", "darkroom", "help", "")
    #expect(help.output.contains("\ntrain\n") && help.output.contains("\nstore\n"))
    #expect(try program.run("help", "--manual").output.hasPrefix(".TH DARKROOM 1 "))
  }
}
