/// Numbers brought to mean 0 and variance 1: over a batch, or within each sample.
///
/// A unit is what is normalised together: a channel of all images, or a group of channels of one image. Means are kept
/// as two floats, so that a mean far from zero costs no digits.
enum NormalizationKernels {
  static let source = """
    // An entry of a unit: runs of neighbouring numbers, a sample apart.
    FUNCTION int entryPlace(Normalization n, int unit, int entry) {
      return entry / n.run * n.size + unit * n.run + entry % n.run;
    }

    // The number without the mean and by the deviation of its unit.
    FUNCTION float normalized(float x, MEMORY const float *own) { return (x - own[0] - own[1]) * own[2]; }

    // Of each unit the mean, what that float lacks, the inverse deviation, and the variance.
    KERNEL(moments)(Normalization n, MEMORY const float *values, float epsilon, MEMORY float *statistics) {
      SHARED float shared[64];
      const int unit = GROUP(0);
      float sum = 0, rest = 0, square = 0;
      for (int entry = ITEM; entry < n.entries; entry += 64) sum += values[entryPlace(n, unit, entry)];
      SUM_OF_GROUP(shared, sum);
      const float center = shared[0] / n.entries;
      WAIT;
      // Short sums first, so that long ones lose no digits.
      for (int first = ITEM; first < n.entries; first += 64 * 32) {
        float shortRest = 0, shortSquare = 0;
        for (int entry = first; entry < n.entries && entry < first + 64 * 32; entry += 64) {
          const float d = values[entryPlace(n, unit, entry)] - center;
          shortRest += d;
          shortSquare += d * d;
        }
        rest += shortRest;
        square += shortSquare;
      }
      SUM_OF_GROUP(shared, rest);
      rest = shared[0] / n.entries;
      WAIT;
      SUM_OF_GROUP(shared, square);
      if (ITEM > 0) return;
      // Rounding may leave a little less than nothing; what is no number stays none.
      const float found = shared[0] / n.entries - rest * rest, variance = found < 0 ? 0 : found;
      MEMORY float *own = statistics + 4 * unit;
      own[0] = center;
      own[1] = rest;
      own[2] = 1 / ROOT(variance + epsilon);
      own[3] = variance;
    }

    // Takes a batch into the running values, by a share, or as the next of equal ones where that is negative.
    KERNEL(follow_moments)(
        MEMORY const float *statistics, int channels, float unbiased, float share, MEMORY float *state, int means,
        int variances, int batches) {
      const float count = state[batches] + 1, part = share < 0 ? 1 / count : share;
      for (int channel = ITEM; channel < channels; channel += 64) {
        MEMORY const float *own = statistics + 4 * channel;
        state[means + channel] = (1 - part) * state[means + channel] + part * (own[0] + own[1]);
        state[variances + channel] = (1 - part) * state[variances + channel] + part * (own[3] * unbiased);
      }
      WAIT_ALL;
      if (ITEM == 0) state[batches] = count;
    }

    KERNEL(recall_moments)(
        MEMORY const float *state, int means, int variances, int channels, float epsilon, MEMORY float *statistics) {
      const int channel = GROUP(0) * 64 + ITEM;
      if (channel >= channels) return;
      MEMORY float *own = statistics + 4 * channel;
      own[0] = state[means + channel];
      own[1] = 0;
      own[2] = 1 / ROOT(state[variances + channel] + epsilon);
      own[3] = state[variances + channel];
    }

    KERNEL(normalize_numbers)(
        Normalization n, MEMORY const float *values, MEMORY const float *statistics, MEMORY const float *weights,
        int weight, int bias, MEMORY float *result, int rectifies) {
      const int place = GROUP(0) * 64 + ITEM, own = place / n.span % n.period;
      if (place >= n.images * n.size) return;
      float value = normalized(values[place], statistics + 4 * (place / n.run % n.units));
      if (weight >= 0) value = value * weights[weight + own] + weights[bias + own];
      result[place] = rectifies && value < 0 ? 0 : value;
    }

    // Of each unit the means of the gradient, and of it times what was normalised.
    KERNEL(normalization_means)(
        Normalization n, MEMORY const float *values, MEMORY const float *gradient, MEMORY const float *statistics,
        MEMORY const float *weights, int weight, MEMORY float *means) {
      SHARED float shared[64];
      const int unit = GROUP(0);
      float sum = 0, product = 0;
      for (int entry = ITEM; entry < n.entries; entry += 64) {
        const int place = entryPlace(n, unit, entry);
        const float factor = weight < 0 ? 1 : weights[weight + place / n.span % n.period];
        sum += gradient[place] * factor;
        product += gradient[place] * factor * normalized(values[place], statistics + 4 * unit);
      }
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) means[2 * unit] = shared[0] / n.entries;
      WAIT;
      SUM_OF_GROUP(shared, product);
      if (ITEM == 0) means[2 * unit + 1] = shared[0] / n.entries;
    }

    KERNEL(normalization_gradient)(
        Normalization n, MEMORY const float *values, MEMORY const float *gradient, MEMORY const float *statistics,
        MEMORY const float *weights, int weight, MEMORY const float *means, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM, unit = place / n.run % n.units;
      if (place >= n.images * n.size) return;
      MEMORY const float *own = statistics + 4 * unit;
      const float factor = weight < 0 ? 1 : weights[weight + place / n.span % n.period];
      result[place] = own[2]
          * (gradient[place] * factor - means[2 * unit] - normalized(values[place], own) * means[2 * unit + 1]);
    }

    // The gradients of a weight and a bias.
    KERNEL(scale_gradient)(
        Normalization n, MEMORY const float *values, MEMORY const float *gradient, MEMORY const float *statistics,
        MEMORY float *result, int weight, int bias) {
      SHARED float shared[64];
      const int own = GROUP(0), entries = n.images * n.span;
      float sum = 0, product = 0;
      for (int entry = ITEM; entry < entries; entry += 64) {
        const int place = entry / n.span * n.size + own * n.span + entry % n.span;
        sum += gradient[place];
        product += gradient[place] * normalized(values[place], statistics + 4 * (place / n.run % n.units));
      }
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) result[bias + own] = shared[0];
      WAIT;
      SUM_OF_GROUP(shared, product);
      if (ITEM == 0) result[weight + own] = shared[0];
    }

    """
}

/// What is normalised together and by which weights, as the kernels take it, in 32 bits.
package struct DeviceNormalization {
  /// Images of the batch, and numbers of an image.
  private let images, size: Int32
  /// Units in all, the neighbouring numbers of a unit in one image, and all numbers of a unit.
  private let units, run, entries: Int32
  /// Neighbouring numbers that share a weight, and how many weights there are.
  private let span, period: Int32

  private init(images: Int, size: Int, units: Int, run: Int, entries: Int, span: Int, period: Int) {
    (self.images, self.size) = (Int32(images), Int32(size))
    (self.units, self.run, self.entries) = (Int32(units), Int32(run), Int32(entries))
    (self.span, self.period) = (Int32(span), Int32(period))
  }

  /// Each channel over a batch.
  package static func batch(images: Int, channels: Int, pixels: Int) -> DeviceNormalization {
    DeviceNormalization(
      images: images, size: channels * pixels, units: channels, run: pixels, entries: images * pixels, span: pixels,
      period: channels)
  }

  /// Groups of channels within each image.
  package static func groups(_ groups: Int, images: Int, channels: Int, pixels: Int) -> DeviceNormalization {
    let run = channels / groups * pixels
    return DeviceNormalization(
      images: images, size: channels * pixels, units: images * groups, run: run, entries: run, span: pixels,
      period: channels)
  }

  /// All numbers of each image, with a weight for each.
  package static func sample(images: Int, size: Int) -> DeviceNormalization {
    DeviceNormalization(
      images: images, size: size, units: images, run: size, entries: size, span: 1, period: size)
  }

  /// Floats of the statistics, and of the means that a gradient takes.
  package var statisticCount: Int { 4 * Int(units) }
  fileprivate var meanCount: Int { 2 * Int(units) }
  fileprivate var count: Int { Int(images) * Int(size) }
  fileprivate var unitCount: Int { Int(units) }
  fileprivate var weightCount: Int { Int(period) }

  /// The structure as the kernels declare it.
  static let source = """
    typedef struct {
      int images, size, units, run, entries, span, period;
    } Normalization;

    """
}

/// Where the weights and the biases behind a normalisation lie in a buffer of all.
package struct DeviceScale {
  let weight, bias: Int

  /// Their first places.
  package init(weight: Int, bias: Int) {
    self.weight = weight
    self.bias = bias
  }
}

/// Where the running values of a normalisation over batches lie in a buffer of all state.
package struct DeviceRunningMoments {
  let means, variances, batches: Int

  /// Their first places.
  package init(means: Int, variances: Int, batches: Int) {
    self.means = means
    self.variances = variances
    self.batches = batches
  }
}

extension Device {
  /// The mean and the deviation of every unit.
  package func moments(
    _ shape: DeviceNormalization, _ values: DeviceBuffer, epsilon: Float, into statistics: DeviceBuffer
  ) throws(DeviceError) {
    check(shape, values, statistics)
    try run(
      .moments, groups: (shape.unitCount, 1, 1), .normalization(shape), .buffer(values), .number(epsilon),
      .buffer(statistics))
  }

  /// Takes the moments of a batch into the running ones, the variance times `unbiased`; a share of nil makes them the
  /// plain mean over all batches.
  package func follow(
    _ statistics: DeviceBuffer, channels: Int, unbiased: Float, share: Float?, _ running: DeviceRunningMoments,
    of state: DeviceBuffer
  ) throws(DeviceError) {
    try run(
      .follow_moments, groups: (1, 1, 1), .buffer(statistics), .whole(channels), .number(unbiased),
      .number(share ?? -1), .buffer(state), .whole(running.means), .whole(running.variances), .whole(running.batches))
  }

  /// The statistics that the running moments make.
  package func recall(
    _ running: DeviceRunningMoments, of state: DeviceBuffer, channels: Int, epsilon: Float,
    into statistics: DeviceBuffer
  ) throws(DeviceError) {
    try run(
      .recall_moments, over: channels, .buffer(state), .whole(running.means), .whole(running.variances),
      .whole(channels), .number(epsilon), .buffer(statistics))
  }

  /// Normalises by the statistics, scales and shifts where there are weights, and rectifies where that is asked for.
  package func normalize(
    _ shape: DeviceNormalization, _ values: DeviceBuffer, by statistics: DeviceBuffer, _ scale: DeviceScale?,
    of weights: DeviceBuffer, into result: DeviceBuffer, rectifies: Bool
  ) throws(DeviceError) {
    check(shape, values, statistics)
    precondition(result.count >= shape.count, "A batch is smaller than its shape.")
    try run(
      .normalize_numbers, over: shape.count, .normalization(shape), .buffer(values), .buffer(statistics),
      .buffer(weights),
      .whole(scale?.weight ?? -1), .whole(scale?.bias ?? -1), .buffer(result), .flag(rectifies))
  }

  /// The gradients of weights and biases.
  package func scaleGradient(
    _ shape: DeviceNormalization, _ gradient: DeviceBuffer, values: DeviceBuffer, by statistics: DeviceBuffer,
    _ scale: DeviceScale, into gradients: DeviceBuffer
  ) throws(DeviceError) {
    check(shape, values, statistics)
    try run(
      .scale_gradient, groups: (shape.weightCount, 1, 1), .normalization(shape), .buffer(values), .buffer(gradient),
      .buffer(statistics), .buffer(gradients), .whole(scale.weight), .whole(scale.bias))
  }

  /// The gradient of what was normalised.
  package func normalizationGradient(
    _ shape: DeviceNormalization, _ gradient: DeviceBuffer, values: DeviceBuffer, by statistics: DeviceBuffer,
    _ scale: DeviceScale?, of weights: DeviceBuffer, into result: DeviceBuffer, workspace: DeviceWorkspace
  ) throws(DeviceError) {
    check(shape, values, statistics)
    precondition(
      gradient.count >= shape.count && result.count >= shape.count, "A batch is smaller than its shape.")
    let means = try workspace.reserve(shape.meanCount, on: self)
    try run(
      .normalization_means, groups: (shape.unitCount, 1, 1), .normalization(shape), .buffer(values),
      .buffer(gradient), .buffer(statistics), .buffer(weights), .whole(scale?.weight ?? -1), .buffer(means))
    try run(
      .normalization_gradient, over: shape.count, .normalization(shape), .buffer(values), .buffer(gradient),
      .buffer(statistics), .buffer(weights), .whole(scale?.weight ?? -1), .buffer(means), .buffer(result))
  }

  private func check(_ shape: DeviceNormalization, _ values: DeviceBuffer, _ statistics: DeviceBuffer) {
    precondition(
      values.count >= shape.count && statistics.count >= shape.statisticCount, "A batch is smaller than its shape.")
  }
}
