import Figures

extension CommandRow {
  static let plot = CommandRow.drawing(
    name: "plot", summary: "draws the losses of one training or of several",
    discussion: """
      Each batch's training loss stands faded under its smoothed curve; points mark the mean validation loss at the end \
      of every epoch. A family of logs is drawn into one chart; with `band=` as one curve, the mean of all, for \
      trainings that differ in their seed alone. The band tells how far the smoothed losses lie apart; a deviation \
      divides by one less than there are logs.
      """,
    takes: LossPlot.options,
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1
      plot log save=loss.svg,loss.png
      """,
    prepare: LossPlot.init,
    figure: { plot, request in Figure(plot.chart(title: request.title)) })
}
