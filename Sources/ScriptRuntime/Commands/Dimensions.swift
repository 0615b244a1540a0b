import Figures
import NeuralNetworks
import Options
import TensorMath

extension CommandRow {
  static let dimensions = CommandRow.drawingOfSession(
    name: "dimensions", summary: "draws what each number of a model's code does, as one page",
    discussion: """
      A row for each number, those first that change the picture most. From the left: how much the number varies over the \
      images (its standard deviation; of a variational model its KL divergence, which is near 0 for numbers that say nothing); how \
      much it changes the picture (the mean squared change, in numbers from −1 to 1); what the decoder makes when the number goes \
      through the images' own quantiles and all others stay at their mean; the pixels that it moves by this (the mean \
      absolute change, all on one scale); what it goes together with; and the images in which it is lowest and highest.

      It is measured against each image's brightness, the means of its red, green and blue, its saturation, and its edges \
      (the mean size of the brightness's gradient), by Pearson's correlation, from −1 to 1; and against the classes by the \
      correlation ratio η, which is 0 where all classes have the same mean, and 1 where the class alone decides.
      """,
    takes: CodeDimensions.options,
    example: """
      validation = load sketches split=validation count=60
      model = autoencoder latent=6 width=4
      dimensions model validation save=dimensions.pdf
      dimensions model validation limit=3 steps=5
      """,
    prepare: CodeDimensions.init,
    figure: { dimensions, request, session in
      Figure(try dimensions.sheet(title: request.title, session))
    })
}
