/// Losses that look at each number by itself, with their gradients, and their sums.
enum LossKernels {
  static let source = """
    KERNEL(measure_loss)(
        MEMORY const float *predictions, MEMORY const float *targets, MEMORY float *gradients, MEMORY float *sums,
        int count, int kind, float delta, float scale, int adds) {
      SHARED float shared[64];
      float sum = 0;
      for (int place = GROUP(0) * 64 + ITEM; place < count; place += GROUPS * 64) {
        const float p = predictions[place], t = targets[place], d = p - t;
        float loss, gradient;
        switch (kind) {
        case 0:
          loss = d * d;
          gradient = 2 * d;
          break;
        case 1:
          loss = SIZE(d);
          gradient = d > 0 ? 1 : d < 0 ? -1 : 0;
          break;
        case 2:
          loss = SIZE(d) < delta ? 0.5f * d * d : delta * (SIZE(d) - 0.5f * delta);
          gradient = AT_LEAST(-delta, AT_MOST(delta, d));
          break;
        default:
          // The bounds would make a number of what is none.
          loss = (t - 1) * AT_MOST(AT_LEAST(LOG(1 - p), -100.0f), 0.0f) - t * AT_MOST(AT_LEAST(LOG(p), -100.0f), 0.0f);
          if (d != d) loss = d;
          gradient = d / AT_LEAST((1 - p) * p, 1e-12f);
        }
        sum += loss;
        gradients[place] = adds ? gradients[place] + gradient * scale : gradient * scale;
      }
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) sums[GROUP(0)] = shared[0];
    }

    KERNEL(add_up)(MEMORY const float *sums, int count, MEMORY float *result, int place) {
      SHARED float shared[64];
      float sum = 0;
      for (int entry = ITEM; entry < count; entry += 64) sum += sums[entry];
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) result[place] = shared[0];
    }

    """

  /// Groups that sum a loss, for so many numbers.
  static func groups(of count: Int) -> Int { min(256, (count + 255) / 256) }
}

/// A loss that looks at each number by itself.
package enum DeviceLoss: Hashable, Sendable {
  case squaredError
  case absoluteError
  case huber(delta: Float)
  case crossEntropy

  fileprivate var code: (kind: Int, delta: Float) {
    switch self {
    case .squaredError: (0, 0)
    case .absoluteError: (1, 0)
    case .huber(let delta): (2, delta)
    case .crossEntropy: (3, 0)
    }
  }
}

extension Device {
  /// Leaves the sum of a loss over all numbers at a place of `result`, and its gradient times `scale` in a batch, or on
  /// top of what that holds.
  package func measure(
    _ loss: DeviceLoss, _ predictions: DeviceBuffer, targets: DeviceBuffer, count: Int, scale: Float,
    gradient: DeviceBuffer, isAdded: Bool, into result: DeviceBuffer, at place: Int, scratch: inout GrowingBuffer
  ) throws(DeviceError) {
    precondition(
      predictions.count >= count && targets.count >= count && gradient.count >= count && result.count > place,
      "A batch is smaller than its shape.")
    let (groups, code) = (LossKernels.groups(of: count), loss.code)
    let sums = try scratch.reserve(groups, on: self)
    try run(
      .measure_loss, groups: (groups, 1, 1), .buffer(predictions), .buffer(targets), .buffer(gradient), .buffer(sums),
      .whole(count), .whole(code.kind), .number(code.delta), .number(scale), .whole(isAdded ? 1 : 0))
    try run(.add_up, groups: (1, 1, 1), .buffer(sums), .whole(groups), .buffer(result), .whole(place))
  }
}
