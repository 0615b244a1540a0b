import Figures

extension CommandRow {
  static let filters = CommandRow.drawing(
    name: "filters", summary: "draws the filters of a layer: what it looks for, or what it paints with",
    discussion: """
      A filter is a small picture of weights. Where filters have three channels, as those of a first convolution over colours \
      have, or those with which a last `conv_transpose2d` paints, each is one picture in colour. All others are drawn in grey, \
      a row for each filter and a column for each channel that it looks at; of a `conv_transpose2d` a row for each channel that \
      goes in. One scale holds for all: grey is 0, and black and white are the largest weight of either sign.

      A linear layer that looks at whole images, or makes such, has filters of an image's size: those of `pca` are its \
      directions.
      """,
    takes: LayerFilters.options,
    example: """
      model = autoencoder latent=20 width=8
      filters model layer=1 save=filters.png
      filters model network=decoder
      """,
    prepare: LayerFilters.init,
    figure: { filters, request in Figure(try filters.panel(title: request.title)) })

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
