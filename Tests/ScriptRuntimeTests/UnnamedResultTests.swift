import Testing

/// What is displayed of what commands give where no name takes it.
@Suite struct UnnamedResultTests {
  private static func line(_ count: Int) -> String {
    "sketches, training: \(count) images of 3x32x32, 10 classes: balloon, boat, car, cat, fish, flower, house, "
      + "lighthouse, mountain, tree\n"
  }

  @Test("It is displayed wherever it stands: in the middle, in a block, and in an included script")
  func everywhere() throws {
    let bench = try Bench(files: ["other.darkroom": "take d 2\nprint \"included\"\n"])
    let said = bench.run(
      """
      d = load sketches count=12
      take d 3
      for n in 4,5
          take d n
      end
      if (n == 5)
          take d 6
          print "a branch"
      end
      include "other.darkroom"
      # %% Another cell
      take d 7
      named = take d 8
      """)
    #expect(
      said == Self.line(3) + Self.line(4) + Self.line(5) + Self.line(6) + "a branch\n" + Self.line(2) + "included\n"
        + Self.line(7))
  }

  @Test("Two evaluations are two lines, and a table is not lost to what follows it")
  func evaluations() throws {
    let said = try Bench().run(
      """
      d = load sketches count=12
      m[2] = autoencoder latent=2 width=2
      m[4] = autoencoder latent=4 width=2
      evaluate m[2] d
      evaluate m[4] d
      measure m[2] d
      e[2] = evaluate m[2] d
      e[4] = evaluate m[4] d
      table e
      print "end"
      """)
    let lines = said.split(separator: "\n")
    #expect(lines.count == 8, "\(said)")
    #expect(lines.prefix(2).allSatisfy { $0.hasPrefix("mse 0.") && $0.hasSuffix(" over 12 images") })
    #expect(lines[2].hasPrefix("measure  images") && lines[4].hasPrefix("index"), "\(said)")
    #expect(lines.last == "end")
  }

  @Test("Of what is used for what it does, a training and a figure, nothing is said twice")
  func acts() throws {
    let bench = try Bench()
    let beginning = "d = load sketches count=12\nm = autoencoder latent=2 width=2\n"
    #expect(bench.run(beginning + "train m on=d epochs=1\nshow d\nprint 1") == "figure 1: show d\n1\n")
    // At the end of a cell the log stands as ever.
    let last = bench.run("print 2\ntrain m on=d epochs=1")
    #expect(last.hasPrefix("2\nnote: training goes on after epoch 1\nepoch  training"), "\(last)")
    #expect(bench.run("show d\nshow d") == "figure 2: show d\nfigure 3: show d\n")
  }
}
