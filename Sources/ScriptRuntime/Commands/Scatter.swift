import Figures

extension CommandRow {
  static let scatter = CommandRow.drawing(
    name: "scatter", summary: "draws codes or measures of images as points, a colour a class",
    discussion: """
      Two numbers of the code say where a point lies: those that differ most among the images, or those of \
      `components=`. Where there are more classes than colours, they differ in shape too. With `pictures=` each image stands in the place of its point; one that \
      would lie over an earlier one stays a point. `scatter a b` draws two measures of the same images, the second one \
      over the first.
      """,
    takes: CodePoints.options,
    example: """
      test = load sketches count=100
      model = autoencoder latent=20 width=4
      codes = encode model test
      scatter codes save=codes.svg
      scatter codes components=3,7 pictures=test side=20
      measured = measure model test by=mse,ssim
      scatter (measured.mse) (measured.ssim) save=measures.svg
      """,
    prepare: { call -> (String?) -> ScatterChart in
      if [call.facts(CodePoints.codes)?.type, call.facts(CodePoints.against)?.type].contains(.measures) {
        return try MeasurePoints(call).chart
      }
      return try CodePoints(call).chart
    },
    figure: { chart, request in Figure(chart(request.title)) })
}
