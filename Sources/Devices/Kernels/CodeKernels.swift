/// Codes that are drawn from normal distributions: means, and behind them the logarithms of variances.
enum CodeKernels {
  static let source = """
    KERNEL(sample_code)(
        MEMORY const float *heads, MEMORY const float *noise, int draws, int images, int length,
        MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= images * length) return;
      const int mean = place / length * 2 * length + place % length;
      result[place] = draws ? heads[mean] + noise[place] * EXP(heads[mean + length] * 0.5f) : heads[mean];
    }

    // Of a drawn code, and of the divergence times a scale.
    KERNEL(code_gradient)(
        MEMORY const float *heads, MEMORY const float *noise, MEMORY const float *gradient, int images, int length,
        float scale, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= images * length) return;
      const int mean = place / length * 2 * length + place % length;
      const float logVariance = heads[mean + length];
      result[mean] = gradient[place] + scale * heads[mean];
      result[mean + length] = gradient[place] * (noise[place] * EXP(logVariance * 0.5f) * 0.5f)
          + 0.5f * scale * EXPM1(logVariance);
    }

    // Sums of the divergence from the standard normal distribution.
    KERNEL(divergence)(MEMORY const float *heads, int images, int length, MEMORY float *sums) {
      SHARED float shared[64];
      float sum = 0;
      for (int place = GROUP(0) * 64 + ITEM; place < images * length; place += GROUPS * 64) {
        const int own = place / length * 2 * length + place % length;
        const float mean = heads[own], logVariance = heads[own + length];
        sum += 0.5f * (EXPM1(logVariance) - logVariance + mean * mean);
      }
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) sums[GROUP(0)] = shared[0];
    }

    """
}

extension Device {
  /// Codes from means and logarithms of variances, `[images, 2 · length]`: drawn by normal numbers, or the means where
  /// there are none.
  package func sampleCode(
    _ heads: DeviceBuffer, noise: DeviceBuffer?, images: Int, length: Int, into codes: DeviceBuffer
  ) throws(DeviceError) {
    checkCode(heads, codes, images, length)
    try run(
      .sample_code, over: images * length, .buffer(heads), .buffer(noise ?? heads), .flag(noise != nil),
      .whole(images), .whole(length), .buffer(codes))
  }

  /// The gradient of means and logarithms of variances: that of the codes that were drawn, and the divergence's times a
  /// scale.
  package func codeGradient(
    _ gradient: DeviceBuffer, heads: DeviceBuffer, noise: DeviceBuffer, images: Int, length: Int, scale: Float,
    into result: DeviceBuffer
  ) throws(DeviceError) {
    checkCode(heads, gradient, images, length)
    precondition(result.count >= 2 * images * length, "A batch is smaller than its shape.")
    try run(
      .code_gradient, over: images * length, .buffer(heads), .buffer(noise), .buffer(gradient), .whole(images),
      .whole(length), .number(scale), .buffer(result))
  }

  /// Leaves the sum of all codes' divergence at a place of `result`.
  package func divergence(
    _ heads: DeviceBuffer, images: Int, length: Int, into result: DeviceBuffer, at place: Int,
    workspace: DeviceWorkspace
  ) throws(DeviceError) {
    checkCode(heads, heads, images, length)
    let groups = LossKernels.groups(of: images * length)
    let sums = try workspace.reserve(groups, on: self)
    try run(
      .divergence, groups: (groups, 1, 1), .buffer(heads), .whole(images), .whole(length), .buffer(sums))
    try addUp(sums, count: groups, into: result, at: place)
  }

  private func checkCode(_ heads: DeviceBuffer, _ codes: DeviceBuffer, _ images: Int, _ length: Int) {
    precondition(
      heads.count >= 2 * images * length && codes.count >= images * length, "A batch is smaller than its shape.")
  }
}
