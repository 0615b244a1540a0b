import Figures

extension CommandRow {
  static let plot = CommandRow.drawing(
    name: "plot", summary: "draws losses of trainings, or what `roc` or `pca` gives",
    discussion: """
      Each batch's training loss stands faded under its smoothed curve; points mark the mean validation loss at the end \
      of every epoch; where these rise while the other falls on, the model overfits. A family of logs \
      is drawn into one chart; with `band=` as one curve, the mean of all, for \
      trainings that differ in their seed alone. The band tells how far the smoothed losses lie apart; a deviation \
      divides by one less than there are logs.

      Of what `roc` gives it draws the receiver operating characteristic, or with `kind=precision-recall` precision over \
      recall; a ring marks the threshold, and dashes what guessing would come to. A family is drawn into one chart.

      Of what `pca` gives it draws how much of the images' variance the first numbers of a code hold, which suggests where \
      to look for the size of a bottleneck: rings mark where 80, 90, 95 and 99 % are reached.
      """,
    takes: LossPlot.options + DetectionPlot.options,
    example: """
      training = load sketches count=64
      model = autoencoder latent=20 width=4
      log = train model on=training epochs=1
      plot log save=loss.svg,loss.png
      quality = roc normal=[0.1, 0.2, 0.3] abnormal=[0.25, 0.4]
      plot quality save=roc.svg
      plot quality kind=precision-recall
      floor = pca training size=50
      plot floor save=variance.svg
      """,
    prepare: { call -> (String?) -> LineChart in
      if VariancePlot.isMeant(call) { return try VariancePlot(call).chart }
      if DetectionPlot.isMeant(call) { return try DetectionPlot(call).chart }
      try DetectionPlot.checkNotGiven(call)
      return try LossPlot(call).chart
    },
    figure: { chart, request in Figure(chart(request.title)) })
}
