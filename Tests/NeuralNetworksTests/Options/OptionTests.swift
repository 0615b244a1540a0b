import NeuralNetworks
import Options
import TensorMath
import Testing

@Suite struct OptionTests {
  private func layer(_ line: String) -> String { message { _ = try LayerTable.layer(line) } }

  private func layer(_ name: String, _ values: [String: OptionValue]) -> String {
    message { _ = try #require(LayerTable.row(name)).make(OptionValues(values)) }
  }

  private func optimizer(_ name: String, _ values: [String: OptionValue]) -> String {
    message { _ = try #require(OptimizerTable.table[name]).make(OptionValues(values)) }
  }

  @Test func unknownOptionsAreNamedWithThoseThatAre() {
    let known =
      "its options are `channels`, `kernel`, `stride`, `padding`, `bias`, "
      + "`dilation`, `groups`, `padding_mode`"
    #expect(layer("conv2d", ["channels": 3, "size": 3]) == "`conv2d` has no option `size`: \(known)")
    #expect(layer("relu", ["slope": 0.1]) == "`relu` has no option `slope`: it takes none")
    #expect(
      optimizer("adam", ["momentum": 0.9])
        == "`adam` has no option `momentum`: its options are `lr`, `beta1`, `beta2`, `eps`, `weight_decay`, `amsgrad`")
    #expect(layer("conv2d 3 bananas=3") == "`conv2d` has no option `bananas`: \(known)")
    #expect(layer("conv2d 3 4") == "`conv2d` has no option `4`: \(known)")
  }

  @Test func missingOptionsAreNamedWithWhatTheyHold() {
    #expect(layer("linear") == "`linear` needs `features`, a whole number from 1 to 16777216")
    #expect(layer("conv_transpose2d") == "`conv_transpose2d` needs `channels`, a whole number from 1 to 65536")
    #expect(layer("unflatten") == "`unflatten` needs `shape`, a shape, as in `3x32x32`")
  }

  @Test func valuesOutOfRangeAreRefused() {
    let extent = "a whole number from 1 to 1024, or two as in `3x5`, height and width"
    #expect(layer("linear 0") == "`features` of `linear` is 0, and must be a whole number from 1 to 16777216")
    #expect(layer("conv2d 1 kernel=3x0") == "`kernel` of `conv2d` is 3x0, and must be \(extent)")
    #expect(layer("conv2d 1 stride=-1") == "`stride` of `conv2d` is -1, and must be \(extent)")
    #expect(
      layer("conv2d 1 padding=1025")
        == "`padding` of `conv2d` is 1025, and must be `same`, or a whole number from 0 to 1024, or two as in `3x5`, "
        + "height and width")
    for value in ["2.0", "-0.5", "nan", "inf"] {
      #expect(
        layer("leaky_relu slope=\(value)")
          == "`slope` of `leaky_relu` is \(value), and must be a number from 0 to 1")
    }
    #expect(layer("conv2d 3 bias=maybe") == "`bias` of `conv2d` is maybe, and must be yes or no")
    #expect(layer("conv2d", ["channels": 3, "bias": 1]) == "`bias` of `conv2d` is 1, and must be yes or no")
    #expect(
      layer("unflatten", ["shape": .shape([0, 3, 3])])
        == "`shape` of `unflatten` is 0x3x3, and must be a shape, as in `3x32x32`")
    #expect(optimizer("sgd", ["lr": -1.0]) == "`lr` of `sgd` is -1, and must be a number, 0 or more")
    #expect(
      optimizer("adam", ["lr": .number(.infinity)]) == "`lr` of `adam` is inf, and must be a number, 0 or more")
    #expect(
      optimizer("sgd", ["momentum": 1])
        == "`momentum` of `sgd` is 1, and must be a number of at least 0 and below 1")
  }

  @Test func shapesThatNoSampleHasAreRefused() throws {
    for sides in [[Int.max, .max, 3], [3, 4], [2, 2, 2, 2], []] {
      let text = sides.map(String.init).joined(separator: "x")
      #expect(
        layer("unflatten", ["shape": .shape(sides)])
          == "`shape` of `unflatten` is \(text), and must be a shape, as in `3x32x32`")
    }
  }

  @Test func linesThatDescribeNoLayerAreRefused() {
    let names = LayerTable.names.joined(separator: ", ")
    #expect(layer("") == "found the layer \"\", expected one of \(names)")
    #expect(layer("maxout 5") == "found the layer \"maxout 5\", expected one of \(names)")
  }

  @Test(arguments: [
    "conv2d 3", "conv2d 3 kernel=2x5 stride=1x2 padding=0x3 bias=no", "conv_transpose2d 4 stride=2 output_padding=1",
    "linear 5", "linear 5 bias=no", "relu", "leaky_relu", "leaky_relu slope=0.25", "gelu", "sigmoid", "tanh", "flatten",
    "unflatten 3x4x5", "unflatten 7", "conv2d 3 padding=0x1",
  ])
  func aLayerIsWrittenAsItIsRead(_ line: String) throws {
    #expect(try LayerTable.layer(line).script == line)
  }

  @Test func layersInsideOthersAreReadAsTheyAreWritten() throws {
    let lines = [
      "conv2d 4 padding=1", "repeat 2", "residual", "relu", "conv2d 4 padding=1", "end", "relu", "end", "flatten",
    ]
    #expect(LayerTable.lines(try LayerTable.layers(lines)) == lines)
    func refused(_ lines: [String]) -> String { message { _ = try LayerTable.layers(lines) } }
    #expect(refused(["relu", "end"]) == "found an \"end\" too many, expected a layer")
    #expect(refused(["residual", "relu"]) == "found no \"end\" of \"residual\", expected one")
    let deep = [String](repeating: "residual", count: 17) + [String](repeating: "end", count: 17)
    #expect(refused(deep) == "found blocks more than 16 deep, expected fewer")
  }

  @Test func optimizersTakeTheirDefaultsFromPyTorch() throws {
    func rule(_ name: String, _ values: [String: OptionValue] = [:]) throws -> (any WeightUpdate, Double) {
      let made = try #require(OptimizerTable.table[name]).make(OptionValues(values))
      return (made.rule, made.rate)
    }
    #expect(try rule("adam").0 as? Adam == Adam())
    #expect(try rule("adam").1 == 1e-3)
    #expect(try rule("sgd", ["lr": 1, "momentum": 0.5]).0 as? GradientDescent == GradientDescent(momentum: 0.5))
    #expect(try rule("rmsprop").0 as? RMSProp == RMSProp())
    #expect(try rule("rmsprop").1 == 1e-2)
    #expect(try rule("adagrad").0 as? Adagrad == Adagrad())
    #expect(OptimizerTable.table["adadelta"] == nil)
  }
}
