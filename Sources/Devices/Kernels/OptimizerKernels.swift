/// Steps of optimisers over all weights, with PyTorch's formulas in the order of the processor's.
enum OptimizerKernels {
  static let source = """
    KERNEL(adam)(
        MEMORY float *weights, MEMORY const float *gradients, MEMORY float *first, MEMORY float *second,
        MEMORY float *greatest, int keepsGreatest, int count, float firstWeight, float secondDecay, float secondWeight,
        float stepSize, float rootCorrection, float epsilon, float decay, float shrinkage) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      const float p = weights[place], g = gradients[place] + decay * p;
      const float m = first[place] + firstWeight * (g - first[place]);
      float v = secondDecay * second[place] + secondWeight * g * g;
      first[place] = m;
      second[place] = v;
      if (keepsGreatest) {
        v = AT_LEAST(v, greatest[place]);
        greatest[place] = v;
      }
      weights[place] = p * shrinkage - m * stepSize / (ROOT(v) / rootCorrection + epsilon);
    }

    KERNEL(descent)(
        MEMORY float *weights, MEMORY const float *gradients, MEMORY float *velocities, int hasVelocity, int count,
        float rate, float momentum, int looksAhead, float decay) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      const float p = weights[place], g = gradients[place] + decay * p;
      float step = g;
      if (hasVelocity) {
        const float velocity = momentum * velocities[place] + g;
        velocities[place] = velocity;
        step = looksAhead ? g + momentum * velocity : velocity;
      }
      weights[place] = p - rate * step;
    }

    KERNEL(root_mean_square)(
        MEMORY float *weights, MEMORY const float *gradients, MEMORY float *squares, MEMORY float *means,
        int hasMeans, MEMORY float *velocities, int hasVelocity, int count, float rate, float smoothing, float weight,
        float momentum, float epsilon, float decay) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      const float p = weights[place], g = gradients[place] + decay * p;
      float v = smoothing * squares[place] + weight * g * g;
      squares[place] = v;
      if (hasMeans) {
        const float mean = means[place] + weight * (g - means[place]);
        means[place] = mean;
        // Rounding alone can make a variance negative.
        v -= mean * mean;
        if (v < 0) v = 0;
      }
      float step = g / (ROOT(v) + epsilon);
      if (hasVelocity) {
        step += momentum * velocities[place];
        velocities[place] = step;
      }
      weights[place] = p - rate * step;
    }

    KERNEL(adaptive_descent)(
        MEMORY float *weights, MEMORY const float *gradients, MEMORY float *squares, int count, float rate,
        float epsilon, float decay) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      const float p = weights[place], g = gradients[place] + decay * p, sum = squares[place] + g * g;
      squares[place] = sum;
      weights[place] = p - g * rate / (ROOT(sum) + epsilon);
    }

    """
}

extension Device {
  /// The numbers of a step of Adam.
  package struct AdamNumbers {
    package let firstWeight, secondDecay, secondWeight, stepSize, rootCorrection, epsilon, decay, shrinkage: Float

    package init(
      firstWeight: Float, secondDecay: Float, secondWeight: Float, stepSize: Float, rootCorrection: Float,
      epsilon: Float, decay: Float, shrinkage: Float
    ) {
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

  /// A step of Adam; the slots are both moments, and the greatest second one where it is kept.
  package func adam(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, _ numbers: AdamNumbers
  ) throws(DeviceError) {
    precondition(slots.count == 2 || slots.count == 3, "Adam keeps two moments, and perhaps the greatest.")
    precondition(([weights, gradients] + slots).allSatisfy { $0.count >= count }, "There are fewer weights.")
    try run(
      .adam, groups: (groups(of: count), 1, 1), .buffer(weights), .buffer(gradients), .buffer(slots[0]),
      .buffer(slots[1]), .buffer(slots[slots.count - 1]), .flag(slots.count == 3), .whole(count),
      .number(numbers.firstWeight), .number(numbers.secondDecay), .number(numbers.secondWeight),
      .number(numbers.stepSize), .number(numbers.rootCorrection), .number(numbers.epsilon), .number(numbers.decay),
      .number(numbers.shrinkage))
  }

  /// A step of gradient descent, with a velocity where there is a slot.
  package func descent(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, slots: [DeviceBuffer], count: Int, rate: Float, momentum: Float,
    looksAhead: Bool, decay: Float
  ) throws(DeviceError) {
    precondition(slots.count <= 1, "Gradient descent keeps one velocity at most.")
    precondition(([weights, gradients] + slots).allSatisfy { $0.count >= count }, "There are fewer weights.")
    try run(
      .descent, groups: (groups(of: count), 1, 1), .buffer(weights), .buffer(gradients),
      .buffer(slots.first ?? weights), .whole(slots.count), .whole(count), .number(rate), .number(momentum),
      .flag(looksAhead), .number(decay))
  }

  /// A step of RMSprop; the slots are the mean square, the mean where the variance divides, and the velocity where
  /// there is a momentum.
  package func rootMeanSquare(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, squares: DeviceBuffer, means: DeviceBuffer?,
    velocities: DeviceBuffer?, count: Int, rate: Float, smoothing: Float, weight: Float, momentum: Float,
    epsilon: Float, decay: Float
  ) throws(DeviceError) {
    precondition(
      [weights, gradients, squares, means ?? squares, velocities ?? squares].allSatisfy { $0.count >= count },
      "There are fewer weights.")
    try run(
      .root_mean_square, over: count, .buffer(weights), .buffer(gradients), .buffer(squares),
      .buffer(means ?? squares), .flag(means != nil), .buffer(velocities ?? squares), .flag(velocities != nil),
      .whole(count), .number(rate), .number(smoothing), .number(weight), .number(momentum), .number(epsilon),
      .number(decay))
  }

  /// A step of Adagrad.
  package func adaptiveDescent(
    _ weights: DeviceBuffer, gradients: DeviceBuffer, squares: DeviceBuffer, count: Int, rate: Float, epsilon: Float,
    decay: Float
  ) throws(DeviceError) {
    precondition([weights, gradients, squares].allSatisfy { $0.count >= count }, "There are fewer weights.")
    try run(
      .adaptive_descent, over: count, .buffer(weights), .buffer(gradients), .buffer(squares), .whole(count),
      .number(rate), .number(epsilon), .number(decay))
  }
}
