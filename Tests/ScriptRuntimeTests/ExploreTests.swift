import Basics
import Figures
import Testing

/// The page that `explore` writes, and what it refuses.
@Suite(.serialized) struct ExploreTests {
  private static let model = """
    model = autoencoder latent=4 width=2
    test = load sketches count=12

    """

  @Test("It says where the page lies, how large it is and what it holds, and the page tells what made it")
  func writes() throws {
    let bench = try Bench()
    let said = bench.run(Self.model + "explore model test limit=5 save=pages/e.html title=\"Twelve\"")
    let note = try #require(
      said.wholeMatch(
        of:
          /note: wrote DIR\/out\/pages\/e\.html, (\d+) KB: 5 images, weights in half precision, pictures off by at most 0\.\d\d grey levels\n/
      ))
    let bytes = try bench.bytes("pages/e.html")
    #expect(Int(note.1) == Int((Double(bytes.count) / 1000).rounded()))
    #expect(try FigureFile.metadata(of: bytes).title == "Twelve")
    #expect(String(decoding: bytes, as: UTF8.self).contains("5 images</span> <span>codes of 4 numbers</span>"))
  }

  @Test("The same script writes the same page")
  func sameBytes() throws {
    let script = Self.model + "explore model test save=e.html"
    let pages = try (1...2).map { threads in
      let bench = try Bench(threads: threads)
      _ = bench.run(script)
      return try bench.bytes("e.html")
    }
    #expect(pages[0] == pages[1])
  }

  @Test(
    "Places on a map are given as codes of two numbers; images without classes, grey ones, and codes of one number do")
  func others() throws {
    let said = try Bench().run(
      """
      test = load sketches count=12
      model = autoencoder latent=4 width=2
      small = autoencoder latent=2 width=2
      one = autoencoder latent=1 width=2
      places = encode small test
      explore model test save=a.html map=places limit=6
      redrawn = reconstruct model test
      explore one redrawn save=b.html
      """)
    #expect(said.components(separatedBy: "note: wrote").count == 3)
  }

  @Test("What does not go together is said before anything runs")
  func mistakes() throws {
    let found = try Bench().check(
      Self.model + """
        explore model test
        explore model test save=e.txt
        one = pick test 0
        explore model one save=e.html
        codes = encode model test
        explore model test save=e.html map=codes
        few = load sketches count=3
        two = autoencoder latent=2 width=2
        places = encode two few
        explore model test save=e.html map=places
        explore model test save=e.html limit=1
        """)
    #expect(
      found == """
        test.darkroom:3:1: error: `explore` lacks `save=…`: the page to write
             3 | explore model test
               | ^^^^^^^
          expected a file name that ends in `.html`
        test.darkroom:4:25: error: `save` takes no `e.txt`
             4 | explore model test save=e.txt
               |                         ^^^^^
          expected a file name that ends in `.html`
        test.darkroom:6:15: error: there is only one image to explore
             6 | explore model one save=e.html
               |               ^^^
          expected at least 2
        test.darkroom:8:36: error: a place on a map is two numbers, and these codes are 4 numbers long
             8 | explore model test save=e.html map=codes
               |                                    ^^^^^
        test.darkroom:12:36: error: 3 places cannot stand for 12 images
            12 | explore model test save=e.html map=places
               |                                    ^^^^^^
          expected one place for each image
        test.darkroom:13:38: error: `limit` takes no `1`
            13 | explore model test save=e.html limit=1
               |                                      ^
          expected a whole number from 2 to 2000

        """)
  }
}
