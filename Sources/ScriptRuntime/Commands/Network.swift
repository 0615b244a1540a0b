import NeuralNetworks
import Options
import ScriptLanguage
import TensorMath

extension CommandRow {
  private static let input = OptionKey<SampleShape>("in", .shape, required: true, "the shape of what goes in")

  static let network = CommandRow(
    name: "network", summary: "describes a network, a layer a line up to `end`",
    discussion: """
      Layers and their options have PyTorch's names: \(LayerTable.names.map { "`\($0)`" }.joined(separator: ", ")); \
      `help conv2d` says more about one. What comes into a layer is not written: it follows from the layer before, and \
      is checked before anything runs.
      """,
    takes: [input],
    example: """
      encoder = network in=3x32x32
          conv2d 16 kernel=3 padding=1 stride=2
          relu
          flatten
          linear 20
          relu
      end
      """,
    opensBlock: true, result: .network,
    prepare: { call in
      let block = call.command.block
      // Behind a line that could not be read no shape is known.
      let shape = block?.isWhole ?? true ? call.known(input) : nil
      var reader = LayerReader(evaluator: call.evaluator)
      let network = reader.network(block?.layers ?? [], into: shape)
      if let problems = Problems(reader.problems) { throw problems }
      guard let network else { throw NotYetKnown() }
      return network
    },
    foresee: { call, network, foresight in
      if let shape = call.known(input), case .image(let channels, let height, let width) = shape, channels == height,
        [1, 3].contains(width), height > 3
      {
        foresight.report(
          Diagnostic(
            .warning, at: call.place(of: input), "the channels of a shape come first, and this has \(channels) of them",
            expected: "`in=\(width)x\(channels)x\(height)`"))
      }
      return network.map { .network($0) } ?? .foreseen(.network)
    },
    run: { network, _ in .network(network) })
}
