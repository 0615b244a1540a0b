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
      Sizes stand below the boxes, weights below the sizes, and the layers between them; reshaping and activations are \
      written with the layer that they follow.
      """,
    takes: [stages],
    example: """
      model = autoencoder latent=20 width=4
      draw model save=architecture.svg
      """,
    prepare: { call in try call[stages].stages() },
    figure: { stages, request in Figure(NetworkDiagram(title: request.title, stages: stages)) })
}
