import Figures

extension CommandRow {
  static let curve = CommandRow.drawingOfSession(
    name: "curve", summary: "draws columns of a table, such as errors over bottleneck sizes",
    discussion: """
      A point stands for each row, or for the mean of those rows that have one place along the lower axis, in a band that \
      tells how far they lie apart. `by=` draws a curve for each value of another column. Sizes that grow by ratios, such \
      as 16, 64 and 256, stand on a logarithmic axis, unless `x-scale=` says otherwise.

      Beside a mean squared error over the length of the code, principal components of the same lengths have a line, fitted to the \
      training images: what a straight line leaves, which takes seconds to find. `floors=no` takes it away.
      """,
    takes: TableCurve.options,
    example: """
      training = load sketches count=64
      for size in 2,8,32
          for number in 1..2
              model = autoencoder latent=(size) width=4
              log[size,number] = train model on=training validate=training epochs=1
          end
      end
      result = table log over=number
      curve result x=size y=validation save=sizes.svg
      curve result y=training,validation band=range lines=0.05 names=goal
      """,
    prepare: TableCurve.init,
    figure: { curve, request, session in Figure(try curve.withFloor(session).chart(title: request.title)) })
}
