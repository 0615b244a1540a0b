import ScriptLanguage
import ScriptRuntime
import Testing

/// Principal components and the commands that look into the latent space, each with what it says.
@Suite struct LatentSpaceTests {
  @Test(
    "Principal components are a model, whose error falls with its size and whose first numbers are those of any other")
  func principalComponents() throws {
    let text = try Bench().run(
      """
      training = load sketches count=120
      test = load sketches split=validation count=20
      p = pca training size=100
      print (p.latent) (p.variance > 0.98)
      floor = pca training sizes=2,30
      few = evaluate floor[2] test
      more = evaluate floor[30] test
      expect (more.loss < few.loss)
      a = encode p test
      b = encode floor[30] test
      redrawn = reconstruct floor[30] test
      again = decode floor[30] b
      own = evaluate p training
      expect (own.loss < 0.01)
      show redrawn
      """)
    #expect(!text.contains("error"), "\(text)")
    #expect(text.contains("100 yes"), "\(text)")
  }

  @Test("What goes wrong with principal components")
  func principalComponentsMistakes() throws {
    #expect(
      try Bench().check(
        """
        d = load sketches count=10
        a = pca d
        b = pca d size=11
        c = pca d size=3 sizes=4
        """) == """
          test.darkroom:2:5: error: `pca` lacks the length of a code
               2 | a = pca d
                 |     ^^^^^
            expected `size=200`, or several as in `sizes=64,128`
          test.darkroom:3:16: error: 10 images of 3,072 numbers have at most 10 components, and not 11
               3 | b = pca d size=11
                 |                ^^
          test.darkroom:4:24: error: `pca` takes one length or several
               4 | c = pca d size=3 sizes=4
                 |                        ^
            expected `size=` or `sizes=`

          """)
  }

  @Test("A way between codes, and between images")
  func interpolation() throws {
    let text = try Bench().run(
      """
      d = load sketches count=20
      p = pca d size=10
      codes = encode p d
      path = interpolate codes from=3 to=17 steps=8
      path
      frames = decode p path
      frames
      faded = interpolate d from=3 to=17 steps=3
      faded
      """)
    #expect(
      text == """
        8 codes of 10 numbers
        8 images of 3x32x32
        3 images of 3x32x32

        """)
    #expect(
      try Bench().check("d = load sketches count=5\nx = interpolate d from=3 to=5") == """
        test.darkroom:2:29: error: there is no image 5: there are 5 images, counted from 0
             2 | x = interpolate d from=3 to=5
               |                             ^

        """)
    #expect(
      try Bench().run(
        """
        d = load sketches count=20
        p = pca d size=10
        pair = join d[3] d[17]
        whole = interpolate d from=3 to=17 steps=3
        way = interpolate pair steps=3
        difference = measure way against=whole
        print (difference.mean)
        codes = encode p pair
        short = interpolate codes
        short
        none = pick pair 0..0
        n = (codes[0..0])
        one = interpolate n
        one
        """) == "0\n8 codes of 10 numbers\n8 codes of 10 numbers\n")
  }

  @Test("A map says how good it is, and refuses what is too few")
  func map() throws {
    let text = try Bench().run(
      """
      d = load sketches count=60
      p = pca d size=10
      codes = encode p d
      place = map codes method=tsne perplexity=10
      place
      flat = map codes method=pca
      """)
    #expect(text.contains("t-SNE: KL divergence 0."), "\(text)")
    #expect(text.contains("60 codes of 2 numbers"), "\(text)")
    #expect(text.contains("of the variance, trustworthiness 0."), "\(text)")
    #expect(text.contains("silhouette"), "\(text)")
    #expect(
      try Bench().check(
        """
        m = autoencoder latent=4 width=4
        d = load sketches count=20
        codes = encode m d
        a = map codes
        b = map codes method=pca perplexity=5
        """) == """
          test.darkroom:4:9: error: with a perplexity of 30 there have to be more codes than 20
               4 | a = map codes
                 |         ^^^^^
            expected a smaller `perplexity`, such as 5, or more codes
          test.darkroom:5:37: error: `perplexity` goes with `method=tsne`
               5 | b = map codes method=pca perplexity=5
                 |                                     ^

          """)
  }

  @Test("Five codes are enough for a map, and four are not", arguments: [(4, false), (5, true)])
  func fewestOfAMap(count: Int, isEnough: Bool) throws {
    let said = try Bench().run(
      """
      d = load sketches count=\(count)
      p = pca d size=2
      codes = encode p d
      place = map codes method=pca
      place
      """)
    #expect(said.contains("5 codes of 2 numbers") == isEnough, "\(said)")
    #expect(said.contains("error: a map of 4 codes shows nothing") == !isEnough, "\(said)")
  }

  @Test("What tells classes apart, and neighbours of them")
  func probesAndNeighbours() throws {
    let text = try Bench().run(
      """
      d = load sketches count=100
      e = load sketches split=validation count=30
      p = pca d size=20
      known = encode p d
      others = encode p e
      quality = probe known validate=others
      expect (quality["linear"] > quality["chance"])
      held = probe known
      print (held.count)
      neighbours p e among=d count=3 limit=4 by=latents,pixels
      """)
    #expect(!text.contains("error"), "\(text)")
    #expect(text.contains("of the nearest are of the image’s own class: "), "\(text)")
    #expect(
      try Bench().check(
        """
        d = load sketches count=5
        p = pca d size=2
        neighbours p d count=5
        traverse p d count=3
        traverse p d from=5
        x = sample p
        y = sample p from=gaussian
        z = sample p from=mixture(8) data=d
        """) == """
          test.darkroom:3:22: error: there are 4 images to choose 5 from
               3 | neighbours p d count=5
                 |                      ^
          test.darkroom:4:20: error: a code of 2 numbers has no 3 directions
               4 | traverse p d count=3
                 |                    ^
          test.darkroom:5:19: error: there is no image 5: there are 5 images, counted from 0
               5 | traverse p d from=5
                 |                   ^
          test.darkroom:6:12: error: codes of this model have no distribution that one could draw from
               6 | x = sample p
                 |            ^
            expected a model of `autoencoder … bottleneck=variational`, or `from=gaussian data=…`
          test.darkroom:7:19: error: there are no codes to fit this to
               7 | y = sample p from=gaussian
                 |                   ^^^^^^^^
            expected the images as `data=…`
          test.darkroom:8:35: error: 5 images are too few for 8 Gaussians
               8 | z = sample p from=mixture(8) data=d
                 |                                   ^
            expected 8 or more

          """)
  }

  @Test("Samples come from the session's generator")
  func samples() throws {
    let text = try Bench().run(
      """
      d = load sketches count=40
      p = pca d size=10
      seed 3
      a = sample p count=5 from=mixture(3) data=d
      seed 3
      b = sample p count=5 from=mixture(3) data=d
      x = evaluate p a
      y = evaluate p b
      expect (x.loss == y.loss)
      a
      """)
    #expect(text == "5 images of 3x32x32\n", "\(text)")
  }
}
