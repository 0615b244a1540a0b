import Figures
import ScriptRuntime
import Testing

@Suite(.serialized) struct DrawTests {
  @Test("A model and a network of any layers are drawn, as lines and as pixels")
  func drawn() throws {
    let bench = try Bench()
    let said = bench.run(
      """
      model = autoencoder latent=20 width=4
      draw model save=a.png,a.svg title="A model"
      n = network in=3x8x8
          relu
          conv2d 4 kernel=1x3 stride=1x2
          flatten
          tanh
          linear 5
          sigmoid
          unflatten 5x1x1
      end
      draw n save=b.pdf size=page
      empty = network in=7
      end
      draw empty save=c.svg
      """)
    #expect(
      said == """
        figure 1: draw model save=a.png,a.svg title="A model"
        figure 2: draw n save=b.pdf size=page
        figure 3: draw empty save=c.svg

        """)
    for name in ["a.png", "a.svg", "b.pdf", "c.svg"] { #expect(bench.wrote(name), "\(name)") }
  }

  @Test func whatIsNoNetworkIsRefused() throws {
    #expect(
      try Bench().check("d = load sketches count=3\ndraw d") == """
        test.darkroom:2:6: error: `draw` cannot take a data set
             2 | draw d
               |      ^
          expected a model or a network

        """)
  }
}
