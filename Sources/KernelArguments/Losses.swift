// What losses are told of one block, of which the first `images` images are real. A gradient is zero in the padding; it is
// added to what is there where `adding`.

/// A stretch of predictions and targets.
package struct LossStretch {
  package let prediction: UnsafePointer<Float>, target: UnsafePointer<Float>
  package let gradient: UnsafeMutablePointer<Float>?
  package let adding: Bool
  package let entries: Int, images: Int
  /// What the gradient of a term is multiplied by.
  package let scale: Float

  package init(
    prediction: UnsafePointer<Float>, target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>? = nil,
    adding: Bool, entries: Int, images: Int, scale: Float
  ) {
    self.prediction = prediction
    self.target = target
    self.gradient = gradient
    self.adding = adding
    self.entries = entries
    self.images = images
    self.scale = scale
  }
}

/// A stretch of codes: means μ and logarithms of variances ln σ².
package struct CodeStretch {
  package let means: UnsafePointer<Float>, logVariances: UnsafePointer<Float>
  package let meanGradient: UnsafeMutablePointer<Float>?, logVarianceGradient: UnsafeMutablePointer<Float>?
  package let adding: Bool
  package let entries: Int, images: Int
  /// What the gradient of a term is multiplied by.
  package let scale: Float

  package init(
    means: UnsafePointer<Float>, logVariances: UnsafePointer<Float>, meanGradient: UnsafeMutablePointer<Float>? = nil,
    logVarianceGradient: UnsafeMutablePointer<Float>? = nil, adding: Bool, entries: Int, images: Int, scale: Float
  ) {
    self.means = means
    self.logVariances = logVariances
    self.meanGradient = meanGradient
    self.logVarianceGradient = logVarianceGradient
    self.adding = adding
    self.entries = entries
    self.images = images
    self.scale = scale
  }
}

/// One channel of two images to be compared window by window.
package struct SimilarityChannel {
  /// All begin at the channel; `pixel` floats lie between pixels.
  package let prediction: UnsafePointer<Float>, target: UnsafePointer<Float>
  package let gradient: UnsafeMutablePointer<Float>?
  package let adding: Bool
  package let height: Int, width: Int, pixel: Int, images: Int
  package let firstConstant: Float, secondConstant: Float
  /// What the gradient of the sum is multiplied by.
  package let scale: Float
  /// Sixteen floats for each of the four filtered numbers of `height` rows of windows, for the three derivatives of each
  /// window, and for a line of four.
  package let scratch: UnsafeMutablePointer<Float>
  /// Each image's sum over all windows that lie inside it.
  package let sums: UnsafeMutablePointer<Double>

  package init(
    prediction: UnsafePointer<Float>, target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>? = nil,
    adding: Bool, height: Int, width: Int, pixel: Int, images: Int, firstConstant: Float, secondConstant: Float,
    scale: Float, scratch: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Double>
  ) {
    self.prediction = prediction
    self.target = target
    self.gradient = gradient
    self.adding = adding
    self.height = height
    self.width = width
    self.pixel = pixel
    self.images = images
    self.firstConstant = firstConstant
    self.secondConstant = secondConstant
    self.scale = scale
    self.scratch = scratch
    self.sums = sums
  }
}

/// Predictions and targets of which each image's sum of errors is taken.
package struct ImageErrors {
  package let prediction: UnsafePointer<Float>, target: UnsafePointer<Float>
  package let entries: Int, images: Int
  package let sums: UnsafeMutablePointer<Double>

  package init(
    prediction: UnsafePointer<Float>, target: UnsafePointer<Float>, entries: Int, images: Int,
    sums: UnsafeMutablePointer<Double>
  ) {
    self.prediction = prediction
    self.target = target
    self.entries = entries
    self.images = images
    self.sums = sums
  }
}

/// Codes that a sample is drawn of; `count` is a multiple of 16.
package struct CodeSamples {
  package let means: UnsafePointer<Float>, logVariances: UnsafePointer<Float>, noise: UnsafePointer<Float>
  package let count: Int
  package let samples: UnsafeMutablePointer<Float>

  package init(
    means: UnsafePointer<Float>, logVariances: UnsafePointer<Float>, noise: UnsafePointer<Float>, count: Int,
    samples: UnsafeMutablePointer<Float>
  ) {
    self.means = means
    self.logVariances = logVariances
    self.noise = noise
    self.count = count
    self.samples = samples
  }
}

/// The gradient by samples that becomes the one by the logarithms of variances; `count` is a multiple of 16.
package struct CodeSampleGradients {
  package let sampleGradient: UnsafePointer<Float>, logVariances: UnsafePointer<Float>, noise: UnsafePointer<Float>
  package let count: Int
  package let logVarianceGradient: UnsafeMutablePointer<Float>

  package init(
    sampleGradient: UnsafePointer<Float>, logVariances: UnsafePointer<Float>, noise: UnsafePointer<Float>, count: Int,
    logVarianceGradient: UnsafeMutablePointer<Float>
  ) {
    self.sampleGradient = sampleGradient
    self.logVariances = logVariances
    self.noise = noise
    self.count = count
    self.logVarianceGradient = logVarianceGradient
  }
}
