import Figures

extension CommandRow {
  static let rates = CommandRow.drawingOfSession(
    name: "rates",
    summary: "draws how good pictures are for their bytes, beside PCA and JPEG",
    discussion: """
      The codes of the images are brought to `bits=` bits a number, as `quantize` does it with the ranges of the codes of \
      `training`, and decoded. Beside them stand principal components, fitted to `training`: as many numbers in as many \
      bits, and as many bytes as numbers in 8 bits each; and JPEG, each picture a file of its own, once with all of the file \
      counted and once its scan alone, since its header is longer than the picture where pictures are small.

      PSNR is that of the mean squared error of all pictures in 8 bits, in decibels; SSIM is the mean over pictures. The numbers \
      are printed too, with the bytes of the decoder itself: whoever gets the codes needs it, in 4 bytes a weight.

      JPEG is libjpeg-turbo's. Whole files have Huffman tables that are made for each picture, as `optimize` makes them \
      elsewhere; a scan alone has those of the standard, which nobody needs to send. A build without the library leaves \
      JPEG out.
      """,
    takes: RateCurves.options,
    example: """
      training = load sketches count=100
      test = load sketches split=validation count=20
      model = autoencoder latent=8 width=4
      rates model test training=training bits=4,8 quality=10,50 save=rates.png
      """,
    prepare: RateCurves.init,
    figure: { rates, request, session in Figure(try rates.chart(title: request.title, session)) })
}
