import Figures

extension CommandRow {
  static let show = CommandRow.drawingOfSession(
    name: "show", summary: "draws images, or a training's reconstructions",
    discussion: """
      Of a log it draws the watched images, and under them their reconstructions, a row for each epoch that is asked \
      for; of a family of logs a row for each epoch of each log. Class names stand under the images. As `.gif` or `.apng` a \
      log is an animation, a frame for each epoch: all of them, unless `epochs=` asks for some; of a family of logs \
      each frame has a band for each log.

      Of several sets of images each has its rows under those of the one before it: `show noisy clean names="noisy","clean"`.

      `difference=yes` puts a row under each row of reconstructions that shows where they differ from the originals: \
      for each pixel the absolute difference, the mean over the channels, in numbers that go from −1 to 1 in an image. \
      One scale holds for the whole figure, and a bar at the right tells its colours. Where one pixel in a hundred \
      differs much more than all others the scale ends with those others, and its last number says “≥”. What is no \
      finite number is grey.

      `layout=strip` draws a row for each watched image of a log, first the original and then its reconstructions in \
      the order of the epochs. Of all epochs it takes as many as `columns=` says, the first and the last among them; \
      those that `epochs=` asks for it takes all, unless `columns=` is given too. A family of logs has a band for each, \
      with the same epochs in the same columns. A strip stands still in every format.

      `layout=grid` makes the grids of torchvision's `make_grid`, pixel for pixel: `columns` is its `nrow`, and \
      `padding`, `pad_value`, `normalize`, `value_range` and `scale_each` are its options of these names, of which the \
      last two change nothing with `normalize=no`. As there, one image alone comes without padding. `bare=yes` leaves out all but the grid. Of a log the \
      images are originals and reconstructions by turns.
      """,
    takes: ShowOptions.options,
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      show test save=test-images.png
      noisy = corrupt test gaussian(0.3)
      show test noisy names="clean","noisy"
      model = autoencoder latent=20 width=4
      log = train model on=validation watch=test epochs=2
      show log save=developing.gif
      show log difference=yes save=differences.png
      show log layout=strip save=strip.png
      """,
    prepare: ImageArrangement.init,
    figure: { arrangement, request, session in try arrangement.figure(title: request.title, session) })
}
