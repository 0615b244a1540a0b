import ScriptLanguage
import ScriptRuntime
import Testing

/// What a script is warned of before it runs.
@Suite struct WarningTests {
  /// The warnings of a whole script.
  private func warnings(_ script: String, files: [String: String] = [:]) throws -> String {
    let bench = try Bench(files: files)
    let report = bench.session.check(SourceText(name: "test.darkroom", text: script), isWhole: true)
    return (report.errors + report.warnings).map { "\($0)\n" }.joined()
  }

  @Test func commandsAreNoVariables() throws {
    #expect(
      try warnings("seed = 7\ndevice = \"cuda\"\nepochs = 3\nbatch = 64\nprint seed device epochs batch") == """
        test.darkroom:1:1: warning: `seed` is a command, and this makes a variable of its name
             1 | seed = 7
               | ^^^^
          note: write `seed 7`
        test.darkroom:2:1: warning: `device` is a command, and this makes a variable of its name
             2 | device = "cuda"
               | ^^^^^^
          note: write `device "cuda"`

        """)
  }

  @Test func aCommandsNameIsOneMistake() throws {
    #expect(try warnings("seed = 7\ndevice auto").split(separator: "\n").filter { $0.contains("warning:") }.count == 1)
  }

  @Test func namesThatAreNeverUsed() throws {
    #expect(
      try warnings(
        """
        param epochs = 3
        training = load sketches count=10
        test = load sketches count=10
        _rest = 3
        model = autoencoder latent=4 width=4
        log = train model on=training
        a, b = 1,2
        print "{a}"
        test = load sketches count=12
        size[3] = 4
        for n in 1..2
            other = n
        end
        """) == """
          test.darkroom:3:1: warning: `test` is given a value, and never used
               3 | test = load sketches count=10
                 | ^^^^
          test.darkroom:10:1: warning: `size` is given a value, and never used
              10 | size[3] = 4
                 | ^^^^^^^
          test.darkroom:12:5: warning: `other` is given a value, and never used
              12 |     other = n
                 |     ^^^^^

          """)
    #expect(try warnings("x = 1\nvars") == "")
    #expect(try warnings("x = 1\ninclude \"o.darkroom\"", files: ["o.darkroom": "y = x\n"]) == "")
    #expect(try Bench().check("x = 1") == "")
  }

  @Test func networksTheWrongWayRound() throws {
    let networks = """
      e = network in=3x32x32
          flatten
          linear 20
      end
      d = network in=20
          linear 3072
          unflatten 3x32x32
      end

      """
    #expect(
      try warnings(
        networks + "m = autoencoder d e\nimages = load sketches count=8\ncodes = encode m images\nsummary m\ncodes")
          == """
          test.darkroom:11:18: error: the model takes images of 20, and these are 3x32x32
              11 | codes = encode m images
                 |                  ^^^^^^
            note: its networks are the wrong way round? `autoencoder` takes the encoder first, and then the decoder

          """)
  }

  @Test func halfOfTheImagesCannotBeReached() throws {
    #expect(
      try warnings(
        """
        e = network in=3x32x32
            flatten
            linear 20
        end
        d = network in=20
            linear 3072
            sigmoid
            unflatten 3x32x32
        end
        m = autoencoder e d
        images = load sketches count=8
        l = train m on=images
        l = train m on=images loss=bce
        """) == """
          test.darkroom:12:11: warning: the decoder ends in `sigmoid`, which gives no number below 0, and the loss compares numbers from −1 to 1
              12 | l = train m on=images
                 |           ^
            expected `loss=bce`, or a decoder that ends in `tanh`

          """)
  }
}
