import ScriptLanguage
import ScriptRuntime
import Testing

/// Each kind of mistake, with its whole message.
@Suite struct MistakeTests {
  private func messages(_ script: String, memoryLimit: Int? = nil) throws -> String {
    try Bench(memoryLimit: memoryLimit).check(script)
  }

  @Test func unknownCommand() throws {
    let found = try messages("training = laod sketches")
    #expect(
      found == """
        test.darkroom:1:12: error: unknown command `laod`
             1 | training = laod sketches
               |            ^^^^
          did you mean `load`?

        """)
  }

  @Test func functionsThatPythonHas() throws {
    #expect(
      try messages("d = load sketches count=3\nlen(d)\nfor i in range(3)\n    print i\nend\nx = eval(d)") == """
        test.darkroom:2:1: error: there is no function `len`
             2 | len(d)
               | ^^^
          expected a property: `(d.count)`
        test.darkroom:3:10: error: there is no function `range`
             3 | for i in range(3)
               |          ^^^^^
          expected a range, its end counted too: `1..3`
        test.darkroom:6:5: error: there is no function `eval`
             6 | x = eval(d)
               |     ^^^^
          note: commands take their arguments without parentheses: `train model on=training`

        """)
  }

  @Test func aLossThatNothingWillMeasure() throws {
    #expect(
      try messages(
        """
        d = load sketches count=64
        model = autoencoder latent=4 width=4
        log = train model on=d
        (log.training)
        (log.validation)
        """) == """
          test.darkroom:5:6: error: the log holds no validation loss: give `validate=` to `train`
               5 | (log.validation)
                 |      ^^^^^^^^^^

          """)
  }

  @Test func whatATrainingWillNotMeasure() throws {
    #expect(
      try messages(
        """
        d = load sketches count=64
        model = autoencoder latent=4 width=4
        log = train model on=d validate=d loss=(mse + 0.1 * l1) metrics=psnr schedule=cosine
        print (log.psnr) (log.validation_l1) (log.rate)
        print (log.ssim) (log.training_kl)
        print (log.beta)
        """) == """
          test.darkroom:5:12: error: no ssim was measured: give `metrics=ssim` to `train`
               5 | print (log.ssim) (log.training_kl)
                 |            ^^^^
          test.darkroom:5:23: error: the loss has no term `kl`
               5 | print (log.ssim) (log.training_kl)
                 |                       ^^^^^^^^^^^
          test.darkroom:6:12: error: the bottleneck has no term
               6 | print (log.beta)
                 |            ^^^^

          """)
  }

  @Test func wordsThatMeanYes() throws {
    #expect(try messages("device auto exact=on").contains("did you mean `yes`?"))
    #expect(try messages("device auto exact").contains("did you mean `exact=`?"))
    #expect(
      try messages("d = load sketches count=3\nshow d save=a.pgn").contains("did you mean `a.png`?"))
  }

  @Test func unknownOption() throws {
    let found = try messages("training = load sketches coutn=10")
    #expect(
      found == """
        test.darkroom:1:26: error: `load` has no option `coutn`
             1 | training = load sketches coutn=10
               |                          ^^^^^
          did you mean `count`?

        """)
  }

  @Test("An option that is like another by chance is one mistake, not two") func unlikeOption() throws {
    let found = try messages("data = load sketches count=10\nshow data count=8")
    #expect(
      found == """
        test.darkroom:2:11: error: `show` has no option `count`
             2 | show data count=8
               |           ^^^^^
          expected one that `help show` lists

        """)
  }

  @Test func missingOption() throws {
    #expect(
      try messages("load images")
        == """
        test.darkroom:1:1: error: `load` lacks `path=…`: the folder, archive, pattern (`photos/*.jpg`), picture or CSV file of pixels
             1 | load images
               | ^^^^
          expected a path

        """)
  }

  @Test func unknownVariable() throws {
    let found = try messages(
      """
      training = load sketches count=10
      test = pick trainig one-per-class
      """)
    #expect(
      found == """
        test.darkroom:2:13: error: there is no variable `trainig`
             2 | test = pick trainig one-per-class
               |             ^^^^^^^
          expected a data set or images
          did you mean `training`?

        """)
  }

  @Test func unknownChoice() throws {
    let found = try messages(
      """
      d = load sketches count=10
      m = autoencoder latent=20 width=4
      l = train m on=d loss=mes epochs=2.5
      """)
    #expect(
      found == """
        test.darkroom:3:23: error: `loss` takes no `mes`
             3 | l = train m on=d loss=mes epochs=2.5
               |                       ^^^
          expected `mse`, `l1`, `huber(DELTA)`, `bce` or `ssim`, or a sum, as in `(mse + 0.1 * ssim)`
          did you mean `mse`?
        test.darkroom:3:34: error: `epochs` takes no `2.5`
             3 | l = train m on=d loss=mes epochs=2.5
               |                                  ^^^
          expected a whole number, 1 or more

        """)
  }

  @Test func layerThatDoesNotFit() throws {
    let found = try messages(
      """
      encoder = network in=3x32x32
          conv2d 64 kernel=3 padding=1 stride=4
          linear 200
          relo
      end
      """)
    #expect(
      found == """
        test.darkroom:3:5: error: `linear` expects a vector, and gets 64x8x8: put `flatten` before it
             3 |     linear 200
               |     ^^^^^^^^^^
        test.darkroom:4:5: error: there is no layer `relo`
             4 |     relo
               |     ^^^^
          did you mean `relu`?

        """)
  }

  @Test func codesThatDiffer() throws {
    let found = try messages(
      """
      encoder = network in=3x8x8
          flatten
          linear 20
      end
      decoder = network in=21
          linear 192
          unflatten 3x8x8
      end
      model = autoencoder encoder decoder
      """)
    #expect(
      found == """
        test.darkroom:9:29: error: the encoder makes 20, and the decoder takes 21
             9 | model = autoencoder encoder decoder
               |                             ^^^^^^^

        """)
  }

  @Test func imagesOfAnotherSize() throws {
    let found = try messages(
      """
      d = load sketches count=10
      model = autoencoder latent=4 width=4 in=3x64x64
      log = train model on=d
      """)
    #expect(
      found == """
        test.darkroom:3:22: error: the model takes images of 3x64x64, and these are 3x32x32
             3 | log = train model on=d
               |                      ^
          expected a model that was made for them, as `autoencoder latent=4 in=3x32x32`

        """)
  }

  @Test func missingFile() throws {
    let found = try messages("m = open model \"nothing.safetensors\"")
    #expect(
      found == """
        test.darkroom:1:16: error: there is no file “nothing.safetensors”
             1 | m = open model "nothing.safetensors"
               |                ^^^^^^^^^^^^^^^^^^^^^
          note: looked for “DIR/nothing.safetensors” and “DIR/out/nothing.safetensors”

        """)
  }

  @Test func missingProperty() throws {
    let found = try messages(
      """
      d = load sketches count=10
      print (d.cuont)
      """)
    #expect(
      found == """
        test.darkroom:2:10: error: a data set has no property `cuont`
             2 | print (d.cuont)
               |          ^^^^^
          expected `count`, `shape`, `classes` or `class_names`
          did you mean `count`?

        """)
  }

  @Test func modelThatDoesNotFitIntoMemory() throws {
    let found = try messages("m = autoencoder latent=100000", memoryLimit: 1_000_000_000)
    #expect(
      found == """
        test.darkroom:1:24: error: training this model would take 17 GB of memory, and 1.0 GB are there
             1 | m = autoencoder latent=100000
               |                        ^^^^^^
          expected a smaller `latent`, a smaller `width`, or smaller layers

        """)
  }

  @Test func nothingToWrite() throws {
    let found = try messages(
      """
      m = autoencoder latent=4 width=4
      save m "m.csv"
      """)
    #expect(
      found == """
        test.darkroom:2:8: error: a model is not written as “m.csv”
             2 | save m "m.csv"
               |        ^^^^^^^
          expected a name that ends in `.safetensors`, `.onnx` or `.py`

        """)
  }

  @Test func familyWhereOneIsMeant() throws {
    let found = try messages(
      """
      m[4] = autoencoder latent=4 width=4
      m[8] = autoencoder latent=8 width=4
      d = load sketches count=10
      l = train m on=d
      l = train m[5] on=d
      """)
    #expect(
      found == """
        test.darkroom:4:11: error: `train` cannot take a family
             4 | l = train m on=d
               |           ^
          expected a model
          note: its members are `m[4]` and `m[8]`
        test.darkroom:5:11: error: there is no `m[5]`
             5 | l = train m[5] on=d
               |           ^^^^
          expected `m[4]` or `m[8]`

        """)
  }

  @Test func falseExpectation() throws {
    let found = try Bench().run("expect (1 > 2) \"one is less\"")
    #expect(
      found == """
        failed: test.darkroom:1:8: error: one is less
             1 | expect (1 > 2) "one is less"
               |        ^^^^^^^

        """)
  }

  @Test func settings() throws {
    let bench = try Bench(parameters: [("epoch", "3"), ("epochs", "many")])
    let report = bench.session.check(SourceText(name: "test.darkroom", text: "param epochs = 10"))
    #expect(
      report.settingProblems == [
        "--set epochs=many: `epochs` is a number, as in `epochs=10`",
        "--set epoch=3: the script has no param `epoch`; did you mean `epochs`?",
      ])
  }

  @Test func loopsAreUnrolled() throws {
    let found = try messages(
      """
      for size in 4,8
          m[size] = autoencoder latent=size width=4
      end
      summary m[8]
      summary m[9]
      """)
    #expect(
      found == """
        test.darkroom:5:9: error: there is no `m[9]`
             5 | summary m[9]
               |         ^^^^
          expected `m[4]` or `m[8]`

        """)
  }

  @Test func missingArgumentsAndOptions() throws {
    let found = try messages(
      """
      m = autoencoder
      l = train m
      seed
      n = network
      end
      """)
    #expect(
      found == """
        test.darkroom:1:5: error: `autoencoder` lacks its networks
             1 | m = autoencoder
               |     ^^^^^^^^^^^
          expected `autoencoder ENCODER DECODER` or `autoencoder latent=200`
        test.darkroom:2:5: error: `train` lacks `on=…`: the images to learn
             2 | l = train m
               |     ^^^^^
          expected a data set or images
        test.darkroom:3:1: error: `seed` lacks its number: what the numbers start from
             3 | seed
               | ^^^^
          expected a whole number, 0 or more
        test.darkroom:4:5: error: `network` lacks `in=…`: the shape of what goes in
             4 | n = network
               |     ^^^^^^^
          expected a shape, as in `3x32x32`

        """)
  }

  @Test("Arguments in PyTorch's order are answered with the line to write")
  func pyTorchOrder() throws {
    let found = try messages(
      """
      e = network in=3x32x32
        conv2d 3 16 3
        batch_norm2d 16
        max_pool2d 2 2
        flatten
        linear 3600 10
      end
      """)
    #expect(
      found == """
        test.darkroom:2:12: error: `conv2d` takes 1 argument alone, and this is one more
             2 |   conv2d 3 16 3
               |            ^^
          expected `conv2d CHANNELS`
          note: in PyTorch's order these are `conv2d 16 kernel=3`
        test.darkroom:3:16: error: `batch_norm2d` takes no arguments, and this is one more
             3 |   batch_norm2d 16
               |                ^^
          note: in PyTorch's order these are `batch_norm2d`
        test.darkroom:4:16: error: `max_pool2d` takes 1 argument alone, and this is one more
             4 |   max_pool2d 2 2
               |                ^
          expected `max_pool2d KERNEL`
          note: in PyTorch's order these are `max_pool2d 2 stride=2`
        test.darkroom:6:15: error: `linear` takes 1 argument alone, and this is one more
             6 |   linear 3600 10
               |               ^^
          expected `linear FEATURES`
          note: in PyTorch's order these are `linear 10`

        """)
  }

  @Test("What is written with its name, and stands there without, is one mistake")
  func namedArguments() throws {
    let found = try messages(
      """
      e = network in=3x32x32
        max_pool2d kernel=2 stride=2
        dropout p=0.2
        flatten
        linear features=7 bias=no
      end
      d = load dataset=sketches count=20
      few = take data=d count=4
      more = take d count=8
      """)
    #expect(
      found == """
        test.darkroom:2:14: error: `kernel` of `max_pool2d` stands there without its name
             2 |   max_pool2d kernel=2 stride=2
               |              ^^^^^^
          expected `max_pool2d 2`
        test.darkroom:3:11: error: `p` of `dropout` stands there without its name
             3 |   dropout p=0.2
               |           ^
          expected `dropout 0.2`
        test.darkroom:5:10: error: `features` of `linear` stands there without its name
             5 |   linear features=7 bias=no
               |          ^^^^^^^^
          expected `linear 7`
        test.darkroom:7:10: error: `dataset` of `load` stands there without its name
             7 | d = load dataset=sketches count=20
               |          ^^^^^^^
          expected `load sketches`
        test.darkroom:8:12: error: `data` and `count` of `take` stand there without their names
             8 | few = take data=d count=4
               |            ^^^^
          expected `take d 4`
        test.darkroom:9:15: error: `count` of `take` stands there without its name
             9 | more = take d count=8
               |               ^^^^^
          expected `take d 8`

        """)
  }

  @Test func wrongTypes() throws {
    let found = try messages(
      """
      d = load sketches count=ten
      d = load sketches count="ten"
      seed 1.5
      print (1 + (1 < 2))
      x = print "nothing"
      a, b = 3,4,5
      """)
    #expect(
      found == """
        test.darkroom:1:25: error: there is no variable `ten`
             1 | d = load sketches count=ten
               |                         ^^^
          expected a whole number, 1 or more
        test.darkroom:2:25: error: `count` takes no `ten`
             2 | d = load sketches count="ten"
               |                         ^^^^^
          expected a whole number, 1 or more
        test.darkroom:3:6: error: `seed` takes no `1.5`
             3 | seed 1.5
               |      ^^^
          expected a whole number, 0 or more
        test.darkroom:4:12: error: `+` takes numbers, and this is true or false
             4 | print (1 + (1 < 2))
               |            ^^^^^^^
        test.darkroom:5:1: error: this command gives no value that `x` could hold
             5 | x = print "nothing"
               | ^
        test.darkroom:6:1: error: 2 names cannot take 3 values
             6 | a, b = 3,4,5
               | ^^^^
          expected 3 names, or one for the whole list

        """)
  }

  @Test func filesThatTheScriptWritesAreNotMissing() throws {
    let found = try messages(
      """
      m = autoencoder latent=4 width=4
      save m "m.safetensors"
      n = open model "m.safetensors"
      """)
    #expect(found == "")
  }

  @Test func unwritableFolder() throws {
    let bench = try Bench(files: ["out/way": "a file, and no folder"])
    let found = bench.run(
      """
      m = autoencoder latent=4 width=4
      save m "way/m.safetensors"
      """)
    #expect(
      found == """
        test.darkroom:2:8: error: cannot make the folder “DIR/out/way”: a file of that name is in the way
             2 | save m "way/m.safetensors"
               |        ^^^^^^^^^^^^^^^^^^^

        """)
  }

  @Test func logWithoutWatchedImages() throws {
    let found = try messages(
      """
      d = load sketches count=10
      m = autoencoder latent=4 width=4
      l = train m on=d
      show l
      """)
    #expect(
      found == """
        test.darkroom:4:6: error: this log holds no reconstructions
             4 | show l
               |      ^
          expected a training with `watch=`, the images to redraw

        """)
  }

  @Test("What only the run makes is of a type all the same, and operators take numbers")
  func operatorsOfForeseenValues() throws {
    let found = try messages(
      """
      d = load sketches count=4
      m = autoencoder latent=2 width=4
      l = train m on=d epochs=1
      print (2 + l)
      print (l * 2)
      print (-l)
      print (2 + (l.seconds) - (l.training) / (l.epochs))
      """)
    #expect(
      found == """
        test.darkroom:4:12: error: `+` takes numbers, and this is a log
             4 | print (2 + l)
               |            ^
        test.darkroom:5:8: error: `*` takes numbers, and this is a log
             5 | print (l * 2)
               |        ^
        test.darkroom:6:9: error: `-` takes numbers, and this is a log
             6 | print (-l)
               |         ^

        """)
  }

  @Test("What stands without its name is told the name, and is not missing too")
  func argumentsThatAreOptions() throws {
    let found = try messages(
      """
      data = load sketches count=4
      model = Autoencoder(latent=20)
      log = train model data epochs=3
      """)
    #expect(
      found == """
        test.darkroom:2:9: error: there is no function `Autoencoder`
             2 | model = Autoencoder(latent=20)
               |         ^^^^^^^^^^^
          expected the command, without parentheses: `autoencoder latent=20`
        test.darkroom:3:19: error: `train` takes 1 argument alone, and this is one more
             3 | log = train model data epochs=3
               |                   ^^^^
          expected `train MODEL`
          did you mean `on=data`?

        """)
  }

  @Test("Of blocks in each other that are not closed the inner one is told, and of one that is closed nothing")
  func blocksThatAreNotClosed() throws {
    let found = try messages(
      """
      n = network in=3x8x8
          residual
              conv2d 3 padding=1
          end
          relu
      x = 3
      k = network in=3x8x8
          residual
              conv2d 3 padding=1
      y = 3
      print x y n k
      """)
    #expect(
      found.split(separator: "\n").filter { $0.contains(": error: ") } == [
        "test.darkroom:1:5: error: `network` is not closed before the next statement",
        "test.darkroom:8:5: error: `residual` is not closed before the next statement",
      ], "\(found)")
  }

  @Test func includedScripts() throws {
    let bench = try Bench(files: ["other.darkroom": "size = 4\nsized 3\n"])
    let found = bench.check("include \"other.darkroom\"\nprint size\ninclude \"nothing.darkroom\"")
    #expect(
      found == """
        other.darkroom:2:1: error: unknown command `sized`
             2 | sized 3
               | ^^^^^
        test.darkroom:3:9: error: there is no file “nothing.darkroom”
             3 | include "nothing.darkroom"
               |         ^^^^^^^^^^^^^^^^^^
          note: looked for “DIR/nothing.darkroom” and “DIR/out/nothing.darkroom”

        """)
  }

  @Test func sessionStaysAliveAfterAMistake() throws {
    let bench = try Bench()
    #expect(bench.run("x = 4") == "")
    _ = bench.run("pritn x")
    #expect(bench.run("x\n(x*2.5)\nprint \"{x} and {x + 1}\"") == "4\n10\n4 and 5\n")
  }
}
