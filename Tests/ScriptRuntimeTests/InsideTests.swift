import Figures
import ScriptRuntime
import Testing

/// The commands that look inside of networks and at what codes cost: what they draw, and what they refuse.
@Suite(.serialized) struct InsideTests {
  private static let beginning = """
    d = load sketches count=30
    m = autoencoder latent=4 width=4

    """

  private func drawn<Content: FigureContent>(
    _ script: String, as kind: Content.Type
  ) throws -> (figures: [Content], said: String) {
    let bench = try Bench()
    let said = bench.run(Self.beginning + script)
    return (try bench.output.figures.map { try #require($0.figure.content as? Content, "\(said)") }, said)
  }

  private func mistake(_ line: String) throws -> String {
    try Bench().check(Self.beginning + line).replacing("test.darkroom:3:", with: "")
  }

  @Test("A summary numbers layers as `layer=` counts them, those inside others too")
  func layerNumbers() throws {
    let lines = """
      e = network in=3x8x8
          repeat 2
              residual
                  conv2d 3 padding=1
              end
          end
          repeat 2
              conv2d 8 stride=2 padding=1
          end
          flatten
      end

      """
    #expect(
      try Bench().run(lines + "e") == """
                   input                            3x8x8
              1    repeat 2                         3x8x8  168
          1,1,1        residual                     3x8x8
        1,1,1,1          conv2d 3 padding=1         3x8x8
              2    repeat 2                         8x2x2  808
          2,1,1        conv2d 8 stride=2 padding=1  8x4x4
          2,2,1        conv2d 8 stride=2 padding=1  8x2x2
              3    flatten                          32

        """)
    // Each of the numbers is one that `layer=` takes.
    for layer in ["1,1,1,1", "2,1,1", "2,2,1"] {
      let bench = try Bench()
      let said = bench.run(
        lines + "o = network in=32\n    unflatten 8x2x2\n    conv_transpose2d 3 kernel=4 stride=4\nend\n"
          + "m = autoencoder e o\nfilters m layer=\(layer)")
      #expect(bench.output.figures.count == 1, "\(said)")
    }
  }

  @Test("Filters over colours are pictures in colour, and others a row each")
  func filters() throws {
    let (panels, said) = try drawn(
      "filters m\nfilters m layer=3 limit=2\nfilters m network=decoder", as: ImagePanel.self)
    #expect(!said.contains("error"), "\(said)")
    try #require(panels.count == 3, "\(said)")
    #expect(panels[0].columnCaptions.isEmpty)
    #expect(panels[0].title?.hasPrefix("encoder, layer 1: conv2d") == true, "\(panels[0].title ?? "")")
    #expect(panels[1].bands[0].rows.count == 2)
    #expect(panels[1].bands[0].rows.allSatisfy { $0.images.count == 4 })
    #expect(panels[2].title?.hasPrefix("decoder, layer") == true)
  }

  @Test("Principal components have filters of an image's size, of both networks")
  func principalFilters() throws {
    let (panels, said) = try drawn(
      "p = pca d size=3\nfilters p\nfilters p network=decoder", as: ImagePanel.self)
    try #require(panels.count == 2, "\(said)")
    // The directions of the encoder are the columns of the decoder.
    #expect(panels[0].bands == panels[1].bands)
    #expect(panels[0].bands[0].rows[0].images.count == 3)
  }

  @Test("Feature maps of one image in rows, of several a row each, in the order that is asked for")
  func activations() throws {
    let (panels, said) = try drawn(
      """
      one = take d 1
      activations m one layer=1
      activations m d layer=2 images=3 limit=2 sort=strongest scale=each
      activations m d layer=3 network=decoder images=2
      """, as: ImagePanel.self)
    try #require(panels.count == 3, "\(said)")
    #expect(panels[0].bands.count == 2)
    #expect(panels[0].bands[1].rows.flatMap(\.images).count == 4)
    #expect(panels[0].colorBar != nil)
    #expect(panels[1].bands[0].rows.count == 3)
    #expect(panels[1].bands[0].rows[0].images.count == 3)
    #expect(panels[1].colorBar == nil)
  }

  @Test("A layer that there is not, or that has nothing to draw, is answered with those that have")
  func layersThatWillNotDo() throws {
    let none = try mistake("filters m layer=99")
    #expect(none.contains("error: the encoder has no layer 99"), "\(none)")
    #expect(none.contains("expected one of 1 (`conv2d`)"), "\(none)")
    let rectifier = try mistake("filters m layer=2")
    #expect(rectifier.contains("error: layer 2 of the encoder, `relu`, has no filters to draw"), "\(rectifier)")
    let vector = try mistake("activations m d layer=14")
    #expect(
      vector.contains("error: layer 14 of the encoder, `linear 4`, makes vectors of 4, which are no maps"), "\(vector)")
  }

  @Test("The page of a code has a row for each number, those first that change the picture most")
  func dimensions() throws {
    let (sheets, said) = try drawn(
      "dimensions m d\ndimensions m d limit=2 steps=3 extremes=1", as: CodeSheet.self)
    try #require(sheets.count == 2, "\(said)")
    #expect(sheets[0].rows.count == 4)
    #expect(zip(sheets[0].rows, sheets[0].rows.dropFirst()).allSatisfy { $0.effect >= $1.effect })
    #expect(
      sheets[0].measures == ["brightness", "red", "green", "blue", "saturation", "edges", "class, η"])
    #expect(sheets[1].rows.count == 2)
    #expect(sheets[1].rows[0].traversal.count == 3)
    #expect(sheets[1].rows[0].lowest.count == 1)
    #expect(sheets[1].note?.hasPrefix("Shown are the 2 of 4 numbers") == true)
  }

  @Test("A variational code's numbers tell their divergence")
  func variationalDimensions() throws {
    let (sheets, said) = try drawn(
      "v = autoencoder latent=3 width=4 bottleneck=variational\ndimensions v d", as: CodeSheet.self)
    try #require(sheets.count == 1, "\(said)")
    #expect(sheets[0].spreadName == "KL, nats")
    #expect(sheets[0].rows.allSatisfy { $0.spread >= 0 })
  }

  @Test("One image cannot say what numbers do")
  func tooFewImages() throws {
    let one = try Bench().check(Self.beginning + "one = take d 1\ndimensions m one")
    #expect(one.contains("error: 1 image cannot say what the numbers of a code do"), "\(one)")
  }

  @Test("Codes in many bits are as they were, in one bit they have two values")
  func quantized() throws {
    let said = try Bench().run(
      Self.beginning + """
        c = encode m d
        fine = quantize c bits=16
        again = decode m fine
        print (fine.count) (fine.latent)
        coarse = quantize c bits=1
        """)
    #expect(said.contains("30 4"), "\(said)")
    let other = try Bench().check(
      Self.beginning + "n = autoencoder latent=5 width=4\na = encode m d\nb = encode n d\nc = quantize a training=b")
    #expect(other.contains("error: these codes are 5 numbers long, and those to quantize 4 numbers"), "\(other)")
  }

  @Test("Codes, principal components and JPEG by their bytes, and the decoder's own")
  func rates() throws {
    let (charts, said) = try drawn(
      "rates m d training=d bits=8,2 quality=10,90\nrates m d training=d bits=8 by=ssim jpeg=none", as: LineChart.self)
    try #require(charts.count == 2, "\(said)")
    let names = charts[0].lines.compactMap(\.name)
    #expect(names.starts(with: ["model", "PCA, as many numbers", "PCA, 8 bits a number"]), "\(names)")
    #expect(charts[0].lines[0].x == [1, 4])
    #expect(charts[0].lines[1].y[1] > charts[0].lines[1].y[0])
    #expect(said.contains("The decoder itself is"), "\(said)")
    if names.count == 5 {
      // The header has the picture's own codes, which make up for some of it.
      let (scan, file) = (charts[0].lines[3].x, charts[0].lines[4].x)
      for quality in 0...1 { #expect((150...400).contains(file[quality] - scan[quality]), "\(scan) \(file)") }
      #expect(charts[0].lines[3].y[1] > charts[0].lines[3].y[0] + 5)
    }
    #expect(charts[1].lines.count == 3)
    #expect(charts[1].lines[0].y.allSatisfy { (-1...1).contains($0) })
  }
}
