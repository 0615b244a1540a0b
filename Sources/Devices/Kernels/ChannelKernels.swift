/// What looks at channels: the shares of a softmax, and rectifiers whose slopes are learnt.
enum ChannelKernels {
  static let source = """
    KERNEL(softmax)(MEMORY const float *values, int images, int channels, int pixels, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= images * pixels) return;
      const int first = place / pixels * (channels * pixels) + place % pixels;
      float greatest = values[first], sum = 0;
      for (int channel = 1; channel < channels; channel++) {
        const float value = values[first + channel * pixels];
        if (value > greatest) greatest = value;
      }
      for (int channel = 0; channel < channels; channel++) {
        const float share = EXP(values[first + channel * pixels] - greatest);
        result[first + channel * pixels] = share;
        sum += share;
      }
      for (int channel = 0; channel < channels; channel++) result[first + channel * pixels] /= sum;
    }

    KERNEL(softmax_gradient)(
        MEMORY const float *shares, MEMORY const float *gradient, int images, int channels, int pixels,
        MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= images * pixels) return;
      const int first = place / pixels * (channels * pixels) + place % pixels;
      float sum = 0;
      for (int channel = 0; channel < channels; channel++)
        sum += shares[first + channel * pixels] * gradient[first + channel * pixels];
      for (int channel = 0; channel < channels; channel++) {
        const int own = first + channel * pixels;
        result[own] = shares[own] * (gradient[own] - sum);
      }
    }

    // Multiplies what is given by the slope of its channel where the value is not positive.
    KERNEL(bend)(
        MEMORY const float *values, MEMORY const float *given, MEMORY const float *weights, int weight, int slopes,
        int count, int pixels, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      const float slope = weights[weight + place / pixels % slopes];
      result[place] = values[place] > 0 ? given[place] : slope * given[place];
    }

    KERNEL(bend_gradient)(
        MEMORY const float *values, MEMORY const float *gradient, int images, int channels, int pixels,
        MEMORY float *result, int first) {
      SHARED float shared[64];
      const int channel = GROUP(0), all = images * pixels;
      float sum = 0;
      for (int entry = ITEM; entry < all; entry += 64) {
        const int place = (entry / pixels * channels + channel) * pixels + entry % pixels;
        if (!(values[place] > 0)) sum += values[place] * gradient[place];
      }
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) result[first + channel] = shared[0];
    }

    """
}

extension Device {
  /// The shares of the channels of each pixel.
  package func softmax(
    _ values: DeviceBuffer, images: Int, channels: Int, pixels: Int, into result: DeviceBuffer
  ) throws(DeviceError) {
    check(values, result, images * channels * pixels)
    try run(
      .softmax, over: images * pixels, .buffer(values), .whole(images), .whole(channels), .whole(pixels),
      .buffer(result))
  }

  /// The gradient of what shares were made of.
  package func softmaxGradient(
    _ gradient: DeviceBuffer, shares: DeviceBuffer, images: Int, channels: Int, pixels: Int, into result: DeviceBuffer
  ) throws(DeviceError) {
    check(gradient, result, images * channels * pixels)
    try run(
      .softmax_gradient, over: images * pixels, .buffer(shares), .buffer(gradient), .whole(images),
      .whole(channels), .whole(pixels), .buffer(result))
  }

  /// Multiplies what is given by a learnt slope where the values are not positive: the values themselves on the way
  /// forward, a gradient on the way back. There is a slope for each channel, or one for all.
  package func bend(
    _ given: DeviceBuffer, where values: DeviceBuffer, count: Int, pixels: Int, slopes: Int, of weights: DeviceBuffer,
    at place: Int, into result: DeviceBuffer
  ) throws(DeviceError) {
    check(given, result, count)
    precondition(weights.count >= place + slopes, "There are fewer weights.")
    try run(
      .bend, over: count, .buffer(values), .buffer(given), .buffer(weights), .whole(place), .whole(slopes),
      .whole(count), .whole(pixels), .buffer(result))
  }

  /// The gradients of learnt slopes, from a place on.
  package func bendGradient(
    _ gradient: DeviceBuffer, values: DeviceBuffer, images: Int, channels: Int, pixels: Int, slopes: Int,
    into gradients: DeviceBuffer, at place: Int, workspace: DeviceWorkspace
  ) throws(DeviceError) {
    check(values, gradient, images * channels * pixels)
    let isShared = slopes < channels
    let target = isShared ? try workspace.reserve(channels, on: self) : gradients
    try run(
      .bend_gradient, groups: (channels, 1, 1), .buffer(values), .buffer(gradient), .whole(images),
      .whole(channels), .whole(pixels), .buffer(target), .whole(isShared ? 0 : place))
    if isShared { try addUp(target, count: channels, into: gradients, at: place) }
  }

  private func check(_ values: DeviceBuffer, _ result: DeviceBuffer, _ count: Int) {
    precondition(values.count >= count && result.count >= count, "A batch is smaller than its shape.")
  }
}
