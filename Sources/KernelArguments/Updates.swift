// What a step of an optimiser is told: runs of `count` numbers, and the factors of its formula. The gradient g has
// `decay · p` added to it.

/// One step of gradient descent: `b = momentum · b + g`, `p −= rate · b`; with `isNesterov`, `p −= rate · (g + momentum · b)`.
package struct DescentStep {
  package let parameters: UnsafeMutablePointer<Float>
  package let gradients: UnsafePointer<Float>
  /// Without them b is g.
  package let velocities: UnsafeMutablePointer<Float>?
  package let count: Int
  package let rate: Float, momentum: Float
  package let isNesterov: Bool
  package let decay: Float

  package init(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    velocities: UnsafeMutablePointer<Float>? = nil, count: Int, rate: Float, momentum: Float, isNesterov: Bool,
    decay: Float
  ) {
    self.parameters = parameters
    self.gradients = gradients
    self.velocities = velocities
    self.count = count
    self.rate = rate
    self.momentum = momentum
    self.isNesterov = isNesterov
    self.decay = decay
  }
}

/// One Adam step: `m += (1 − β1)(g − m)`, `v = β2 · v + (1 − β2) · g²`, `p −= stepSize · m / (√v / rootCorrection + ε)`.
package struct AdamStep {
  package let parameters: UnsafeMutablePointer<Float>
  package let gradients: UnsafePointer<Float>
  package let firstMoments: UnsafeMutablePointer<Float>, secondMoments: UnsafeMutablePointer<Float>
  /// Keeps the greatest v so far, which stands for v in the divisor.
  package let greatest: UnsafeMutablePointer<Float>?
  package let count: Int
  package let firstWeight: Float, secondDecay: Float, secondWeight: Float
  package let stepSize: Float, rootCorrection: Float, epsilon: Float, decay: Float
  /// What p is multiplied by first.
  package let shrinkage: Float

  package init(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, firstMoments: UnsafeMutablePointer<Float>,
    secondMoments: UnsafeMutablePointer<Float>, greatest: UnsafeMutablePointer<Float>? = nil, count: Int,
    firstWeight: Float, secondDecay: Float, secondWeight: Float, stepSize: Float, rootCorrection: Float, epsilon: Float,
    decay: Float, shrinkage: Float
  ) {
    self.parameters = parameters
    self.gradients = gradients
    self.firstMoments = firstMoments
    self.secondMoments = secondMoments
    self.greatest = greatest
    self.count = count
    self.firstWeight = firstWeight
    self.secondDecay = secondDecay
    self.secondWeight = secondWeight
    self.stepSize = stepSize
    self.rootCorrection = rootCorrection
    self.epsilon = epsilon
    self.decay = decay
    self.shrinkage = shrinkage
  }
}

/// One RMSprop step: `v = α · v + (1 − α) · g²`, `p −= rate · g / (√v + ε)`.
package struct RootMeanSquareStep {
  package let parameters: UnsafeMutablePointer<Float>
  package let gradients: UnsafePointer<Float>
  package let squares: UnsafeMutablePointer<Float>
  /// Means, whose squares are taken from v.
  package let means: UnsafeMutablePointer<Float>?
  /// The quotient is added to `momentum` times them, and they are the step.
  package let velocities: UnsafeMutablePointer<Float>?
  package let count: Int
  package let rate: Float, smoothing: Float, weight: Float, momentum: Float, epsilon: Float, decay: Float

  package init(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, squares: UnsafeMutablePointer<Float>,
    means: UnsafeMutablePointer<Float>? = nil, velocities: UnsafeMutablePointer<Float>? = nil, count: Int, rate: Float,
    smoothing: Float, weight: Float, momentum: Float, epsilon: Float, decay: Float
  ) {
    self.parameters = parameters
    self.gradients = gradients
    self.squares = squares
    self.means = means
    self.velocities = velocities
    self.count = count
    self.rate = rate
    self.smoothing = smoothing
    self.weight = weight
    self.momentum = momentum
    self.epsilon = epsilon
    self.decay = decay
  }
}

/// One Adagrad step: `s += g²`, `p −= rate · g / (√s + ε)`.
package struct AdaptiveGradientStep {
  package let parameters: UnsafeMutablePointer<Float>
  package let gradients: UnsafePointer<Float>
  package let squares: UnsafeMutablePointer<Float>
  package let count: Int
  package let rate: Float, epsilon: Float, decay: Float

  package init(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, squares: UnsafeMutablePointer<Float>,
    count: Int, rate: Float, epsilon: Float, decay: Float
  ) {
    self.parameters = parameters
    self.gradients = gradients
    self.squares = squares
    self.count = count
    self.rate = rate
    self.epsilon = epsilon
    self.decay = decay
  }
}
