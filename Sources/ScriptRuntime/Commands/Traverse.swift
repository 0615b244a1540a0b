import Figures

extension CommandRow {
  static let traverse = CommandRow.drawingOfSession(
    name: "traverse", summary: "draws what a model makes of codes changed along one direction",
    discussion: """
      A row for each direction: the mean code of the data, moved along it to the places where the data's own codes lie. These \
      are quantiles, as far from each other as columns are: of nine columns the first is where a part of one in eighteen of the \
      codes lies below, and the one in the middle is the median. `principal` directions are those in which the codes \
      differ most, with the part of their variance at each row's start; `numbers` are single numbers of the code, those that \
      vary most first.
      """,
    takes: Traversal.options,
    example: """
      validation = load sketches split=validation count=100
      model = autoencoder latent=20 width=4
      traverse model validation directions=principal count=6 steps=9 save=traversal.png
      traverse model validation directions=numbers count=3 from=0
      """,
    prepare: Traversal.init,
    figure: { traversal, request, session in
      Figure(try traversal.panel(title: request.title, session))
    })
}
