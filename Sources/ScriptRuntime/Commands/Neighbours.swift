import Figures

extension CommandRow {
  static let neighbours = CommandRow.drawingOfSession(
    name: "neighbours", summary: "draws images and those that are most like them",
    discussion: """
      A row for each image: first itself, and then its nearest, by the Euclidean distance of their codes. `by=pixels` takes the \
      distance of the pixels, and `by=latents,pixels` shows both, one under the other. Without `among=` they are looked for among \
      the images themselves. Of images with classes it is said how many of the nearest are of the image's own class.
      """,
    takes: NeighbourRows.options,
    example: """
      training = load sketches count=200
      test = load sketches split=validation count=4
      model = autoencoder latent=20 width=4
      neighbours model test among=training count=8 save=neighbours.png
      neighbours model test among=training count=8 by=latents,pixels
      """,
    prepare: NeighbourRows.init,
    figure: { rows, request, session in Figure(try rows.panel(title: request.title, session)) })
}
