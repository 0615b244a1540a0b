import Figures

extension CommandRow {
  static let heatmap = CommandRow.drawing(
    name: "heatmap", summary: "draws codes as colours, a row for each image",
    discussion: """
      A column is a number of the code. Rows are named by the classes of the images where there are at most 40 rows, and \
      numbered elsewhere. A family of lists of numbers, or a list of them, is drawn as well, a row for each list.
      """,
    takes: NumberRows.options,
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      model = autoencoder latent=20 width=4
      codes = encode model test
      heatmap codes save=codes.svg
      """,
    prepare: NumberRows.init,
    figure: { rows, request in Figure(rows.map(title: request.title)) })
}
