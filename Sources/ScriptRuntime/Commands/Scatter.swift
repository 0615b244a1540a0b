import Figures

extension CommandRow {
  static let scatter = CommandRow.drawing(
    name: "scatter", summary: "draws the codes of images as points, one colour for each class",
    discussion: """
      Two numbers of the code say where a point lies: those that differ most among the images, or those of \
      `components=`. Where there are more classes than colours, they differ in shape too. With `pictures=` each image stands in the place of its point; one that \
      would lie over an earlier one stays a point.
      """,
    takes: CodePoints.options,
    example: """
      test = load sketches count=100
      model = autoencoder latent=20 width=4
      codes = encode model test
      scatter codes save=codes.svg
      scatter codes components=3,7 pictures=test side=20
      """,
    prepare: CodePoints.init,
    figure: { points, request in Figure(points.chart(title: request.title)) })
}
