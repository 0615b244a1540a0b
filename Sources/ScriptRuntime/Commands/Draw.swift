import Figures
import NeuralNetworks
import Options

extension CommandRow {
  private static let stages = ValueKey("model", .value([.model, .network]), "the model or network") { value in
    NetworkStages(value)
  }

  static let draw = CommandRow.drawing(
    name: "draw", summary: "draws a model's architecture, each feature map as a box",
    discussion: """
      Sizes stand below the boxes, weights below the sizes, and the layers between them; what reshapes, norms and \
      activations are written with the layer that they follow. A line leads round what is in a `residual`. What is in a \
      `repeat` is drawn once, with how many times it stands there, unless its shapes change from time to time.
      """,
    takes: [stages],
    example: """
      model = autoencoder latent=20 width=4
      draw model save=architecture.svg
      """,
    prepare: { call in try call[stages].diagram() },
    figure: { diagram, request in
      var diagram = diagram
      diagram.title = request.title
      return Figure(diagram)
    })
}
