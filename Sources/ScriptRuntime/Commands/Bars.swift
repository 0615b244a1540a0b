import Figures

extension CommandRow {
  static let bars = CommandRow.drawing(
    name: "bars", summary: "draws a bar for each of some numbers, such as losses",
    discussion: """
      The numbers are a list, or a family of numbers, evaluations, measures or logs. An evaluation's bar is as high as \
      its loss, that of measures as their mean, a log's as the mean validation loss of its last epoch, or the training \
      loss where not every log has one. Below the bars stand the family's indices, unless `names=` says otherwise. \
      `by=class` draws the mean of measures for each class. A number that is not finite has no bar.
      """,
    takes: LossBars.options + [ClassBars.by],
    example: """
      test = load sketches count=20
      for latent in 5,20
          model[latent] = autoencoder latent=(latent) width=4
          score[latent] = evaluate model[latent] test
      end
      bars score save=scores.svg
      bars [0.031, 0.024] names=small,large label="mean loss"
      measured = measure model[20] test
      bars measured by=class save=classes.svg
      """,
    prepare: { call -> (String?) -> BarChart in
      if call.isGiven(ClassBars.by) { return try ClassBars(call).chart }
      return try LossBars(call).chart
    },
    figure: { chart, request in Figure(chart(request.title)) })
}
