import Foundation
import ScriptLanguage
import ScriptRuntime
import Testing

/// Loading, dividing and picking images, each script with all that it says.
@Suite struct DataCommandTests {
  private func run(_ script: String) throws -> String { try Bench().run(script) }

  @Test func splits() throws {
    #expect(
      try run(
        """
        photos = load sketches count=50
        training, validation, test = split photos 0.5,0.3
        print (training.count) (validation.count) (test.count)
        part, rest = split photos 10
        describe part
        halves = split photos 0.5
        print (halves[1].count)
        noisy = corrupt photos blur(1)
        few, most = split noisy 0.2
        few
        """) == """
          25 15 10
          sketches, training: 10 images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flower, house, lighthouse, mountain, tree
            balloon     1
            boat        1
            car         1
            cat         1
            fish        1
            flower      1
            house       1
            lighthouse  1
            mountain    1
            tree        1
          25
          10 images of 3x32x32

          """)
  }

  @Test("The same seed divides in the same way, and by-class=no draws as random_split does")
  func splitsAreSeeded() throws {
    let bench = try Bench()
    _ = bench.run(
      """
      photos = load sketches count=30
      seed 4
      a, b = split photos 0.5
      seed 4
      c, d = split photos 0.5
      seed 5
      e, f = split photos 0.5
      seed 4
      g, h = split photos 20 by-class=no
      seed 4
      i = shuffle photos
      j = take i 20
      save a "a.npy"
      save c "c.npy"
      save e "e.npy"
      save g "g.npy"
      save j "j.npy"
      """)
    func bytes(_ name: String) throws -> [UInt8] { try bench.bytes(name + ".npy") }
    #expect(try bytes("a") == bytes("c"))
    #expect(try bytes("a") != bytes("e"))
    #expect(try bytes("g") == bytes("j"))
  }

  @Test func splitsThatCannotBe() throws {
    func refusal(_ line: String) throws -> String {
      let found = try Bench().check("photos = load sketches count=50\n" + line)
      return found.split(separator: "\n").filter { !$0.contains("|") }.joined(separator: "\n")
    }
    #expect(
      try refusal("a, b = split photos 0.5,3")
        == """
        test.darkroom:2:21: error: some shares are fractions and some are counts
          expected one or the other
        """)
    #expect(
      try refusal("a, b = split photos 2.5")
        == """
        test.darkroom:2:21: error: no part can have 2.5 images
          expected fractions below 1, or whole numbers
        """)
    #expect(
      try refusal("a, b = split photos 0.6,0.6")
        == """
        test.darkroom:2:21: error: the shares make 1.2 of the images
          expected no more than 1 together
        """)
    #expect(
      try refusal("a, b = split photos 60")
        == """
        test.darkroom:2:21: error: the parts would have 60 images, and there are 50
          expected no more than there are
        """)
    #expect(
      try refusal("a, b = split photos 50")
        == """
        test.darkroom:2:21: error: part 2 would have no image of 50
          expected another share, or more images
        """)
    #expect(
      try refusal("a, b = split photos 0.5,0.3")
        == """
        test.darkroom:2:1: error: 2 names cannot take 3 values
          expected 3 names, or one for the whole list
        """)
    #expect(try refusal("a, b = split photos 0.5,0.5") == "")
    #expect(try refusal("a, b = split photos 40,10") == "")
  }

  @Test func picks() throws {
    #expect(
      try run(
        """
        photos = load sketches count=50
        some = pick photos 0..9,40..44
        print (some.count)
        places = 0..2,7..9
        other = pick photos places
        print (other.count)
        pets = pick photos class=cat,fish
        describe pets
        drawn = pick photos random=7
        print (drawn.count)
        noisy = corrupt photos blur(1)
        boats = pick noisy class=boat
        print (boats.count)
        each = pick noisy one-per-class
        each
        """) == """
          15
          6
          sketches, training: 10 images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flower, house, lighthouse, mountain, tree
            balloon     0
            boat        0
            car         0
            cat         5
            fish        5
            flower      0
            house       0
            lighthouse  0
            mountain    0
            tree        0
          7
          5
          10 images of 3x32x32

          """)
  }

  @Test func picksThatCannotBe() throws {
    #expect(
      try Bench().check(
        """
        photos = load sketches count=50
        a = pick photos
        b = pick photos 3 class=boat
        c = pick photos class=bot
        d = pick photos class=zebra
        e = pick photos random=51
        f = pick photos 0..9,40..50
        """) == """
          test.darkroom:2:5: error: `pick` lacks which images
               2 | a = pick photos
                 |     ^^^^
            expected places such as `0..99`, `one-per-class`, `class=…`, `random=…` or `worst=… by=…`
          test.darkroom:3:25: error: `pick` picks by one thing alone, and this is another
               3 | b = pick photos 3 class=boat
                 |                         ^^^^
          test.darkroom:4:23: error: there is no class `bot`
               4 | c = pick photos class=bot
                 |                       ^^^
            did you mean `boat`?
          test.darkroom:5:23: error: there is no class `zebra`
               5 | d = pick photos class=zebra
                 |                       ^^^^^
            expected `balloon`, `boat`, `car`, `cat`, `fish`, `flower`, `house`, `lighthouse`, `mountain` or `tree`
          test.darkroom:6:24: error: there are 50 images, and not 51
               6 | e = pick photos random=51
                 |                        ^^
          test.darkroom:7:17: error: there is no image 50: the set has 50 images, counted from 0
               7 | f = pick photos 0..9,40..50
                 |                 ^^^^^^^^^^^

          """)
  }

  @Test func whatIsSavedIsLoaded() throws {
    let bench = try Bench()
    #expect(
      bench.run(
        """
        photos = load sketches count=20 per-class=1
        save photos "photos.npy"
        again = load array path="photos.npy"
        again
        first = load array path="photos.npy" limit=3 scale=signed
        first
        """) == """
          note: wrote DIR/out/photos.npy
          note: photos.npy: numbers from -0.929 to 0.969 are read as `scale=signed`, −1 to 1
          photos: 10 images of 3x32x32
          photos: 3 images of 3x32x32

          """)
    #expect(
      try Bench().check("a = load array path=\"photos.npy\"") == """
        test.darkroom:1:21: error: DIR/photos.npy: there is no such file or folder; expected a NumPy array, `.npy` or `.npz`
             1 | a = load array path="photos.npy"
               |                     ^^^^^^^^^^^^

        """)
  }

  @Test("A path that is not there brings those that are like it, whichever of its folders was mistyped")
  func nearMissesOfPaths() throws {
    let bench = try Bench(files: ["photos.npz": "", "lesson.darkroom": ""])
    try FileManager.default.createDirectory(atPath: bench.folder + "/birds/small", withIntermediateDirectories: true)
    for (line, meant) in [
      ("load array path=\"photo.npz\"", "photos.npz"), ("load images path=\"Birds/\"", "birds"),
      ("load images path=\"brids/small\"", "birds/small"), ("load images path=\"birds/smal\"", "birds/small"),
      ("include \"leson.darkroom\"", "lesson.darkroom"), ("open codes \"photos.npy\"", "photos.npz"),
    ] {
      #expect(bench.check(line).contains("did you mean `\(meant)`?"), "\(bench.check(line))")
    }
  }

  @Test("A variable in the place of a class is told from its value")
  func classByVariable() throws {
    #expect(
      try Bench().check(
        "d = load sketches count=20\nfor kind in \"boat\",\"car\"\n    some = pick d class=kind\n    some\nend") == """
          test.darkroom:3:25: error: there is no class `kind`, and a variable stands in parentheses
               3 |     some = pick d class=kind
                 |                         ^^^^
            expected `class=(kind)`

          """)
    #expect(
      try run(
        "d = load sketches count=20\nfor kind in boat,car\n    some = pick d class=(kind)\n    print (some.count)\nend")
        == "2\n2\n")
  }

  @Test("Where a shape does not fit, what to write is said")
  func shapeHints() throws {
    #expect(
      try Bench().check("d = load sketches count=4\nm = autoencoder latent=4 in=28x28\nn = autoencoder latent=4 in=d")
        == """
        test.darkroom:2:29: error: `in` takes no `28x28`
             2 | m = autoencoder latent=4 in=28x28
               |                             ^^^^^
          expected channels, height and width, as in `1x28x28` for grey images or `3x32x32` for colour
        test.darkroom:3:29: error: `in` cannot take a data set
             3 | n = autoencoder latent=4 in=d
               |                             ^
          expected its shape, `(d.shape)`

        """)
    #expect(
      try Bench().check("d = load sketches count=4\nm = autoencoder latent=4 in=1x28x28\nc = encode m d").contains(
        """
        error: the model takes images of 1x28x28, and these are 3x32x32
             3 | c = encode m d
               |              ^
          expected a model that was made for them, as `autoencoder latent=4 in=3x32x32`
        """))
  }

  @Test("What a file of codes says of itself is known before the run")
  func foreseenCodes() throws {
    let bench = try Bench()
    _ = bench.run("m = autoencoder latent=4 width=4\nd = load sketches count=3\nc = encode m d\nsave c \"c.npy\"")
    #expect(
      bench.check("k = open codes \"c.npy\"\nn = autoencoder latent=5\nx = decode n k").contains(
        "the model takes codes of 5 numbers, and these are 4 numbers long"))
    _ = bench.run("save d \"d.npy\"")
    #expect(
      bench.check("k = open codes \"d.npy\"").contains(
        "d.npy: is an array of shape 3x3x32x32; expected an array of rows of numbers, `.npy`"))
  }

  @Test func whatIsNotThere() throws {
    let found = try Bench().check(
      """
      a = load mnist
      b = load sketches perclass=3
      c = load emnist part=digit
      d = load svhn split=unlabelled
      """)
    #expect(
      found == """
        test.darkroom:1:5: error: no MNIST found; say download=yes, or fetch https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz and https://ossci-datasets.s3.amazonaws.com/mnist/train-labels-idx1-ubyte.gz and say path=FOLDER, or put it into a folder that $DARKROOM_DATA names
             1 | a = load mnist
               |     ^^^^^^^^^^
        test.darkroom:2:19: error: `load` has no option `perclass`
             2 | b = load sketches perclass=3
               |                   ^^^^^^^^
          did you mean `per-class`?
        test.darkroom:3:22: error: `part` takes no `digit`
             3 | c = load emnist part=digit
               |                      ^^^^^
          expected `balanced`, `letters`, `digits`, `mnist`, `byclass` or `bymerge`
          did you mean `digits`?
        test.darkroom:4:21: error: `split` takes no `unlabelled`
             4 | d = load svhn split=unlabelled
               |                     ^^^^^^^^^^
          expected `training`, `validation` or `extra`

        """)
    #expect(try Bench().check("a = load mnist download=yes") == "")
  }

  @Test("Images that lie class by class are remarked on once for each training")
  func sortedImages() throws {
    let script = """
      photos = load sketches count=60
      sorted = pick photos 0,10,20,30,40,50,1,11,21,31,41,51,2,12,22,32,42,52
      model = autoencoder latent=2 width=2
      for n in 1..2
          log = train model on=sorted epochs=1
      end
      log = train model on=sorted epochs=1 shuffle=yes
      mixed = shuffle sorted
      log = train model on=mixed epochs=1
      log = train model on=photos epochs=1
      """
    let bench = try Bench()
    let text = bench.run(script).split(separator: "\n").filter { !$0.hasPrefix("note: ") }
    #expect(
      text.joined(separator: "\n") == """
        test.darkroom:5:26: warning: these images lie class by class, and so would the batches: trainings ended 9 to 14 % worse for it
             5 |     log = train model on=sorted epochs=1
               |                          ^^^^^^
          expected `shuffle=yes`
        """)
    // At the prompt the images are there when an entry is checked.
    let warned = bench.run("log = train model on=sorted epochs=1").split(separator: "\n")
    #expect(warned.count { $0.contains("lie class by class") } == 1)
    #expect(bench.check("log = train model on=sorted").contains("lie class by class"))
  }

  @Test("The article's network fits images of any size, and says how")
  func fittedAutoencoders() throws {
    let bench = try Bench()
    #expect(
      bench.run(
        """
        a = autoencoder latent=3 width=2 in=1x28x28
        b = autoencoder latent=3 width=2 in=3x30x45
        describe b
        c = autoencoder latent=3 width=2 in=1x97x97
        d = autoencoder latent=3 width=2 in=1x1x1
        """) == """
          note: the article's network is fitted: 30x45 does not halve evenly twice: it becomes 15x23 and 8x12, and comes back with `output_padding=0` and `output_padding=1x0`
          autoencoder of 3x30x45 through 3 numbers, 7,770 parameters, trained for 0 epochs
          the article's network is fitted: 30x45 does not halve evenly twice: it becomes 15x23 and 8x12, and comes back with `output_padding=0` and `output_padding=1x0`
          note: the article's network is fitted: 97x97 does not halve evenly twice: it becomes 49x49 and 25x25, and comes back with `output_padding=0` and `output_padding=0`
          note: the article's network is fitted: 1x1 does not halve evenly twice: it becomes 1x1 and 1x1, and comes back with `output_padding=0` and `output_padding=0`

          """)
    #expect(bench.run("summary b").contains("the article's network is fitted: 30x45 does not halve evenly twice"))
    #expect(!bench.run("summary a").contains("fitted"))
    #expect(
      try Bench().check("a = autoencoder latent=3 in=20") == """
        test.darkroom:1:29: error: the article's network takes images of channels, height and width, and gets 20
             1 | a = autoencoder latent=3 in=20
               |                             ^^

        """)
  }
}
