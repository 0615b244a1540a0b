/// Gradients kept from being too large before a step, without the processor in between.
enum ClippingKernels {
  static let source = """
    KERNEL(sum_of_squares)(MEMORY const float *values, int count, MEMORY float *sums) {
      SHARED float shared[64];
      float sum = 0;
      for (int place = GROUP(0) * 64 + ITEM; place < count; place += GROUPS * 64) sum += values[place] * values[place];
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) sums[GROUP(0)] = shared[0];
    }

    KERNEL(clip_norm)(MEMORY float *values, int count, MEMORY const float *square, int place, float greatest) {
      const int own = GROUP(0) * 64 + ITEM;
      if (own >= count) return;
      const float factor = greatest / (ROOT(square[place]) + 1e-6f);
      if (factor < 1) values[own] *= factor;
    }

    KERNEL(clip_values)(MEMORY float *values, int count, float bound) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      if (values[place] > bound) values[place] = bound;
      if (values[place] < -bound) values[place] = -bound;
    }

    """
}

extension Device {
  /// Scales numbers so that the root of the sum of their squares is no more than so much.
  package func clip(
    _ values: DeviceBuffer, count: Int, norm greatest: Float, workspace: DeviceWorkspace
  ) throws(DeviceError) {
    precondition(values.count >= count, "There are fewer gradients.")
    let groups = LossKernels.groups(of: count)
    let sums = try workspace.reserve(groups + 1, on: self)
    try run(.sum_of_squares, groups: (groups, 1, 1), .buffer(values), .whole(count), .buffer(sums))
    try addUp(sums, count: groups, into: sums, at: groups)
    try run(
      .clip_norm, over: count, .buffer(values), .whole(count), .buffer(sums), .whole(groups), .number(greatest))
  }

  /// Brings each number between minus so much and so much.
  package func clip(_ values: DeviceBuffer, count: Int, bound: Float) throws(DeviceError) {
    precondition(values.count >= count, "There are fewer gradients.")
    try run(.clip_values, over: count, .buffer(values), .whole(count), .number(bound))
  }
}
