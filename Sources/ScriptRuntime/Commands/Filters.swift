import Figures

extension CommandRow {
  static let filters = CommandRow.drawing(
    name: "filters", summary: "draws the filters of a layer: what it looks for, or paints with",
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
}
