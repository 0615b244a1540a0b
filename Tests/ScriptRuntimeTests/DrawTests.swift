import Figures
import Foundation
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

  /// What a drawing says of itself to those who do not see it.
  private func summary(_ lines: String) throws -> String {
    let bench = try Bench()
    #expect(bench.run(lines + "\ndraw n save=a.svg").contains("figure"))
    let text = try String(contentsOfFile: bench.folder + "/out/a.svg", encoding: .utf8)
    let start = try #require(text.range(of: "from left to right: "))
    let end = try #require(text.range(of: "; ", range: start.upperBound..<text.endIndex))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test func whatIsRepeatedIsDrawnOnceIfItsShapesStay() throws {
    #expect(
      try summary(
        """
        n = network in=3x8x8
            repeat 3
                conv2d 4 padding=1
                batch_norm2d
                relu
            end
            max_pool2d 2
            repeat 2
                conv2d 4 stride=2 padding=1
            end
        end
        """)
        == "3×8×8, conv2d 3×3 to 4×8×8 (3 times), max_pool2d 2×2 to 4×4×4, conv2d 3×3 to 4×2×2, conv2d 3×3 to 4×1×1")
  }

  @Test func whatIsRepeatedMayBeRepeatedAgain() throws {
    #expect(
      try summary(
        """
        n = network in=3x8x8
            repeat 2
                repeat 3
                    conv2d 3 kernel=3 padding=1
                end
            end
            repeat 2
                repeat 2
                    conv2d 3 padding=1
                    conv2d 3 padding=1
                end
            end
        end
        """)
        == "3×8×8, conv2d 3×3 to 3×8×8 (3 times) (2 times), conv2d 3×3 to 3×8×8, "
        + "conv2d 3×3 to 3×8×8 (the last 2, 2 times) (the last 2, 2 times)")
  }

  @Test func aResidualBlockIsDrawnWithItsSum() throws {
    #expect(
      try summary(
        """
        n = network in=3x8x8
            repeat 2
                residual
                    conv2d 4 padding=1
                    silu
                    conv2d 4 padding=1
                end
                relu
            end
            flatten
            linear 5
        end
        """)
        == "3×8×8, conv2d 3×3 to 4×8×8, conv2d 3×3 to 4×8×8, add to 4×8×8 (the last 3, 2 times), flatten to 5")
  }

  @Test("The drawing of a model has as many weights as the model, its bottleneck's among them")
  func everyWeightIsCounted() throws {
    let bench = try Bench()
    _ = bench.run("model = autoencoder latent=20 width=4 bottleneck=variational\ndraw model save=a.svg\nsummary model")
    let text = try String(contentsOfFile: bench.folder + "/out/a.svg", encoding: .utf8)
    #expect(text.contains("variational to 20"))
    #expect(text.contains("71,747 parameters"))
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
