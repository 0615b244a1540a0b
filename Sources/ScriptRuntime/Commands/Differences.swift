import Figures

extension CommandRow {
  static let differences = CommandRow.drawingOfSession(
    name: "differences", summary: "draws where images differ from reconstructions, or from others",
    discussion: """
      Under each image stands what the model makes of it, and under that a map of the absolute difference in every \
      pixel, the mean over the channels, in numbers that go from −1 to 1 in an image. All maps are on one scale, which a \
      bar at the right tells: where a pixel is bright, the model has not seen such a thing. Where one pixel in a hundred \
      differs much more than all others the scale ends with those others, and its last number says “≥”. With `against=` \
      two sets of images are compared without a model.

      `pick … worst=8 by=errors` gives the images that are worth a look.
      """,
    takes: DifferenceMaps.options,
    example: """
      test = load sketches split=validation count=40
      model = autoencoder latent=20 width=4
      errors = measure model test
      worst = pick test worst=8 by=errors
      differences model worst save=where.png
      noisy = corrupt worst gaussian(0.2)
      differences noisy against=worst limit=4
      """,
    prepare: DifferenceMaps.init,
    figure: { maps, request, session in Figure(try maps.panel(title: request.title, session)) })
}
