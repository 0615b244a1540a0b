/// Losses that look at each number by itself, with their gradients, and their sums.
enum LossKernels {
  static let source = """
    // The cross-entropy of a prediction between 0 and 1; the bounds would make a number of what is none.
    FUNCTION float crossEntropy(float p, float t) {
      const float hit = AT_MOST(AT_LEAST(LOG(p), -100.0f), 0.0f), miss = AT_MOST(AT_LEAST(LOG(1 - p), -100.0f), 0.0f);
      return p - t != p - t ? p - t : (t - 1) * miss - t * hit;
    }

    KERNEL(measure_loss)(
        MEMORY const float *predictions, MEMORY const float *targets, MEMORY float *gradients, MEMORY float *sums,
        int count, int kind, float delta, float scale, int mode) {
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
          loss = crossEntropy(p, t);
          gradient = d / AT_LEAST((1 - p) * p, 1e-12f);
        }
        sum += loss;
        if (mode > 0) gradients[place] = mode > 1 ? gradients[place] + gradient * scale : gradient * scale;
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

    // The sum of every row by itself.
    KERNEL(add_rows)(MEMORY const float *sums, int rows, int columns, MEMORY float *result, int place) {
      const int row = GROUP(0) * 64 + ITEM;
      if (row >= rows) return;
      float sum = 0;
      for (int column = 0; column < columns; column++) sum += sums[row * columns + column];
      result[place + row] = sum;
    }

    // Of each image the sum of squared or absolute errors, or of the cross-entropy of predictions within 0 and 1.
    KERNEL(image_errors)(
        MEMORY const float *predictions, MEMORY const float *targets, int size, int kind, MEMORY float *result,
        int place) {
      SHARED float shared[64];
      const int first = GROUP(0) * size;
      float sum = 0;
      for (int entry = ITEM; entry < size; entry += 64) {
        const float p = predictions[first + entry], t = targets[first + entry], d = p - t;
        sum += kind == 0 ? d * d : kind == 1 ? SIZE(d) : crossEntropy(p < 0 ? 0 : p > 1 ? 1 : p, t);
      }
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) result[place + GROUP(0)] = shared[0];
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
  /// Leaves the sum of a loss over all numbers at a place of `result`, and where one is asked for its gradient times
  /// `scale` in a batch, or on top of what that holds.
  package func measure(
    _ loss: DeviceLoss, _ predictions: DeviceBuffer, targets: DeviceBuffer, count: Int, gradient: DeviceGradient?,
    into result: DeviceBuffer, at place: Int, workspace: DeviceWorkspace
  ) throws(DeviceError) {
    precondition(
      predictions.count >= count && targets.count >= count && gradient?.buffer.count ?? count >= count
        && result.count > place, "A batch is smaller than its shape.")
    let (groups, code) = (LossKernels.groups(of: count), loss.code)
    let sums = try workspace.reserve(groups, on: self)
    try run(
      .measure_loss, groups: (groups, 1, 1), .buffer(predictions), .buffer(targets),
      .buffer(gradient?.buffer ?? predictions), .buffer(sums), .whole(count), .whole(code.kind), .number(code.delta),
      .number(gradient?.scale ?? 0), .whole(gradient?.mode ?? 0))
    try addUp(sums, count: groups, into: result, at: place)
  }

  /// Leaves the sum of so many numbers at a place of `result`.
  func addUp(_ numbers: DeviceBuffer, count: Int, into result: DeviceBuffer, at place: Int) throws(DeviceError) {
    try run(.add_up, groups: (1, 1, 1), .buffer(numbers), .whole(count), .buffer(result), .whole(place))
  }
}

extension Device {
  /// Leaves the sums of rows, one behind the other, from a place of `result` on.
  func addRows(
    _ numbers: DeviceBuffer, rows: Int, columns: Int, into result: DeviceBuffer, at place: Int
  ) throws(DeviceError) {
    try run(
      .add_rows, over: rows, .buffer(numbers), .whole(rows), .whole(columns), .buffer(result), .whole(place))
  }

  /// Leaves the sum of a loss over each image from a place of `result` on; predictions beyond 0 and 1 are taken as
  /// these where their cross-entropy is asked for.
  package func imageErrors(
    _ loss: DeviceLoss, _ predictions: DeviceBuffer, targets: DeviceBuffer, images: Int, size: Int,
    into result: DeviceBuffer,
    at place: Int
  ) throws(DeviceError) {
    precondition(
      predictions.count >= images * size && targets.count >= images * size && result.count >= place + images,
      "A batch is smaller than its shape.")
    try run(
      .image_errors, groups: (images, 1, 1), .buffer(predictions), .buffer(targets), .whole(size),
      .whole(loss.code.kind), .buffer(result), .whole(place))
  }
}

/// Where a loss leaves its gradient on a device.
package struct DeviceGradient {
  /// What takes it.
  package let buffer: DeviceBuffer
  /// What it is multiplied by.
  package let scale: Float
  /// Whether it is added to the gradients of the losses before.
  package let isAdded: Bool

  /// A place for a gradient.
  package init(_ buffer: DeviceBuffer, scale: Float, isAdded: Bool) {
    self.buffer = buffer
    self.scale = scale
    self.isAdded = isAdded
  }

  /// What kernels are told of it, who know 0 for no gradient.
  var mode: Int { isAdded ? 2 : 1 }
}
