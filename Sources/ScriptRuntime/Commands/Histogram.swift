import Figures

extension CommandRow {
  static let histogram = CommandRow.drawing(
    name: "histogram", summary: "draws how often numbers occur: of codes, pixels, losses, measures",
    discussion: """
      Codes are counted with all their numbers, images with all their pixels on the scale from −1 (black) to 1 (white), and a \
      log with the loss of every batch. A family is drawn into one chart, one colour for each member. How many bins there are is chosen \
      by the rule of Freedman and Diaconis unless it is given. Several sets of numbers lie over one another, called as in \
      the script unless `names=` says otherwise, and `threshold=` draws a line at a number.
      """,
    takes: CountedNumbers.options,
    example: """
      test = load sketches count=50
      for latent in 5,20
          model[latent] = autoencoder latent=(latent) width=4
          codes[latent] = encode model[latent] test
      end
      histogram codes save=codes.svg
      histogram test bins=64
      one = measure model[5] test
      other = measure model[20] test
      histogram one other names="5 numbers","20 numbers" threshold=(one.mean)
      """,
    prepare: CountedNumbers.init,
    figure: { numbers, request in Figure(numbers.histogram(title: request.title)) })
}
