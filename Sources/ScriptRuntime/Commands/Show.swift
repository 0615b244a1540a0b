import Figures
import ScriptLanguage

extension CommandRow {
  static let show = CommandRow(
    name: "show", summary: "draws images, or a training's reconstructions",
    discussion: """
      Of a log it draws the watched images, and under them their reconstructions, a row for each epoch that is asked \
      for; of a family of logs a row for each epoch of each log. Class names stand under the images. As `.gif` or `.apng` a \
      log is an animation, a frame for each epoch: all of them, unless `epochs=` asks for some; of a family of logs \
      each frame has a band for each log.

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
    arguments: [
      CommandParameter(
        "images", .value([.data, .images, .log], several: true), required: true, "images, a log, or a family of them")
    ],
    options: FigureOptions.all + [
      CommandParameter(
        "epochs",
        .list(
          .either(
            .choice([
              .init("first", "the first epoch"), .init("last", "the last epoch"), .init("all", "every epoch"),
            ]), .whole(minimum: 1))),
        default: "last", "the epochs of a log to show"),
      CommandParameter(
        "columns", .whole(minimum: 1), default: "10", otherName: "nrow",
        "how many images a row; of a strip how many epochs at most"),
      CommandParameter(
        "layout",
        .choice([
          .init("rows", "a row for the originals and one for each epoch, enlarged and with captions"),
          .init("strip", "a row for each watched image of a log, and in it a column for each epoch"),
          .init("grid", "one picture, as torchvision's make_grid makes it"),
        ]), default: "rows", "how the images are laid out"),
      CommandParameter(
        "difference", .boolean, default: "no", "whether rows show where reconstructions differ from the originals"),
      CommandParameter("limit", .whole(minimum: 1), default: "100", unit: "images", "how many images at most"),
    ] + ShowOptions.gridOptions,
    example: """
      validation = load sketches split=validation count=100
      test = pick validation one-per-class
      show test save=test-images.png
      model = autoencoder latent=20 width=4
      log = train model on=validation watch=test epochs=2
      show log save=developing.gif
      show log difference=yes save=differences.png
      show log layout=strip save=strip.png
      """,
    result: .figure,
    check: { call, foresight in
      for (_, member) in call["images"]?.members ?? [] where member.type == .log && member.facts?.watches == false {
        throw call.error(
          at: "images", "this log holds no reconstructions", expected: "a training with `watch=`, the images to redraw")
      }
      try ShowOptions.check(call)
      return try FigureOptions.check(call, foresight)
    },
    run: { call, session in
      var arrangement = try ImageArrangement(call)
      let members = call["images"]?.members ?? []
      for (index, member) in members { try arrangement.add(member, index, isAlone: members.count == 1) }
      return try session.show(try arrangement.figure(), for: call)
    })
}
