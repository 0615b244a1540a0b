/// How good pictures are for the bytes that they take, by one way to write them down.
struct RatePoint {
  /// What wrote them: the model, PCA, JPEG.
  let codec: String
  /// How it was set: `4 bits`, `quality 50`.
  let setting: String
  /// The mean bytes a picture.
  var bytes: Double
  /// The mean squared error of all pictures, in 8 bits.
  var squaredError: Double
  /// The mean structural similarity of the pictures; nil where they are smaller than a window.
  var similarity: Double?
  /// The peak signal-to-noise ratio of the mean squared error, in decibels.
  let signal: Double
}
