import Figures

extension CommandRow {
  static let activations = CommandRow.drawingOfSession(
    name: "activations", summary: "draws what a layer makes of images: its feature maps",
    discussion: """
      Each channel that comes out of the layer is a map of the places where its filter finds what it looks for. Of one image \
      the maps stand in rows, eight or `columns=` of them; of several images each has a row of its own. Where fewer maps are \
      drawn than there are, they are the first, or with `sort=strongest` those with the largest mean size over all drawn \
      images. One scale holds for all of them unless `scale=each` gives each map its own.

      A rectifier behind a convolution is a layer of its own: the convolution's maps hold numbers below 0, the rectifier's \
      none. Of a layer that makes vectors there are no maps.
      """,
    takes: FeatureMaps.options,
    example: """
      test = load sketches split=validation count=20
      model = autoencoder latent=20 width=8
      sample = take test 1
      activations model sample layer=2 save=maps.png
      activations model test layer=1 images=3 limit=6 sort=strongest scale=each
      """,
    prepare: FeatureMaps.init,
    figure: { maps, request, session in Figure(try maps.panel(title: request.title, session)) })
}
