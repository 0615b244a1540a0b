import NeuralNetworks
import TensorMath
import Testing

@Suite struct OptionTests {
  private func layer(_ line: String) -> String { message { _ = try LayerTable.layer(line) } }

  private func optimizer(_ name: String, _ values: [String: OptionValue]) -> String {
    message { _ = try #require(OptimizerTable.row(name)).make(OptionValues(values)) }
  }

  @Test func unknownOptionsAreNamedWithThoseThatAre() {
    #expect(
      message { _ = try Conv2d(OptionValues(["channels": .integer(3), "size": .integer(3)])) }
        == "`conv2d` has no option `size`: its options are `channels`, `kernel`, `stride`, `padding`, `bias`")
    #expect(
      message { _ = try ReLU(OptionValues(["slope": .number(0.1)])) } == "`relu` has no option `slope`: it takes none")
    #expect(
      optimizer("adam", ["momentum": .number(0.9)])
        == "`adam` has no option `momentum`: its options are `lr`, `beta1`, `beta2`, `eps`")
  }

  @Test func missingOptionsAreNamedWithWhatTheyHold() {
    #expect(layer("linear") == "`linear` needs `features`, a whole number from 1 to 16777216")
    #expect(layer("conv_transpose2d") == "`conv_transpose2d` needs `channels`, a whole number from 1 to 65536")
    #expect(layer("unflatten") == "`unflatten` needs `shape`, a shape such as 64x8x8")
  }

  @Test func valuesOutOfRangeAreRefused() {
    let extent = "a whole number from 1 to 1024, or two as in 3x5 (height, width)"
    #expect(layer("linear 0") == "`features` of `linear` is 0, and must be a whole number from 1 to 16777216")
    #expect(layer("conv2d 1 kernel=3x0") == "`kernel` of `conv2d` is 3x0, and must be \(extent)")
    #expect(layer("conv2d 1 stride=-1") == "`stride` of `conv2d` is -1, and must be \(extent)")
    #expect(
      layer("conv2d 1 padding=1025")
        == "`padding` of `conv2d` is 1025, and must be a whole number from 0 to 1024, or two as in 3x5 (height, width)")
    for value in ["2.0", "-0.5", "nan", "inf"] {
      #expect(
        layer("leaky_relu slope=\(value)")
          == "`slope` of `leaky_relu` is \(value), and must be a number of at least 0.0 and at most 1.0")
    }
    #expect(
      message { _ = try Conv2d(OptionValues(["channels": .integer(3), "bias": .integer(1)])) }
        == "`bias` of `conv2d` is 1, and must be yes or no")
    #expect(
      message { _ = try Unflatten(OptionValues(["shape": .shape(.image(channels: 0, height: 3, width: 3))])) }
        == "`shape` of `unflatten` is 0x3x3, and must be a shape such as 64x8x8")
    #expect(
      message {
        _ = try Unflatten(OptionValues(["shape": .shape(.image(channels: .max, height: .max, width: 3))]))
      } == "`shape` of `unflatten` is \(Int.max)x\(Int.max)x3, and must be a shape such as 64x8x8")
    #expect(
      optimizer("sgd", ["lr": .number(-1)]) == "`lr` of `sgd` is -1.0, and must be a number of at least 0.0")
    #expect(
      optimizer("adam", ["lr": .number(.infinity)]) == "`lr` of `adam` is inf, and must be a number of at least 0.0")
    #expect(
      optimizer("sgd", ["momentum": .integer(1)])
        == "`momentum` of `sgd` is 1, and must be a number of at least 0.0 and below 1.0")
  }

  @Test func linesThatDescribeNoLayerAreRefused() {
    let names =
      "conv2d, conv_transpose2d, linear, relu, leaky_relu, gelu, sigmoid, tanh, flatten, unflatten"
    #expect(layer("") == "found the layer \"\", expected one of \(names)")
    #expect(layer("dropout 0.5") == "found the layer \"dropout 0.5\", expected one of \(names)")
    #expect(
      layer("conv2d 3 bananas=3")
        == "found \"bananas=3\" in the layer \"conv2d 3 bananas=3\", which is no option of `conv2d`")
    #expect(layer("conv2d 3 4") == "found \"4\" in the layer \"conv2d 3 4\", which is no option of `conv2d`")
    #expect(
      layer("conv2d 3 bias=maybe")
        == "found \"bias=maybe\" in the layer \"conv2d 3 bias=maybe\", which is no option of `conv2d`")
  }

  @Test(arguments: [
    "conv2d 3", "conv2d 3 kernel=2x5 stride=1x2 padding=0x3 bias=no", "conv_transpose2d 4 stride=2 output_padding=1",
    "linear 5", "linear 5 bias=no", "relu", "leaky_relu", "leaky_relu slope=0.25", "gelu", "sigmoid", "tanh", "flatten",
    "unflatten 3x4x5", "unflatten 7",
  ])
  func aLayerIsWrittenAsItIsRead(_ line: String) throws {
    #expect(try LayerTable.layer(line).script == line)
  }

  @Test func optimizersTakeTheirDefaultsFromPyTorch() throws {
    #expect(try #require(OptimizerTable.row("adam")).make() == .adam())
    let adam = Adam()
    #expect([adam.firstDecay, adam.secondDecay, adam.epsilon] == [0.9, 0.999, 1e-8])
    #expect(Optimizer.adam().rate == 1e-3)
    let sgd = try #require(OptimizerTable.row("sgd")).make(OptionValues(["lr": .integer(1), "momentum": .number(0.5)]))
    #expect(sgd == .sgd(GradientDescent(momentum: 0.5), rate: 1))
    #expect(OptimizerTable.row("rmsprop") == nil)
  }
}
