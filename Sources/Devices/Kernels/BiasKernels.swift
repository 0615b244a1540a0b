/// The gradients of biases: sums over all images and pixels of a channel.
enum BiasKernels {
  static let source = """
    KERNEL(bias_gradient)(
        MEMORY const float *gradient, int images, int channels, int pixels, MEMORY float *result, int place) {
      SHARED float shared[64];
      const int channel = GROUP(0), all = images * pixels;
      float sum = 0;
      for (int entry = ITEM; entry < all; entry += 64)
        sum += gradient[(entry / pixels * channels + channel) * pixels + entry % pixels];
      SUM_OF_GROUP(shared, sum);
      if (ITEM == 0) result[place + channel] = shared[0];
    }

    """
}

extension Device {
  /// Sums the gradient of `[images, channels, pixels]` over all but the channels, into the gradients from a place on.
  package func biasGradient(
    _ gradient: DeviceBuffer, images: Int, channels: Int, pixels: Int, into gradients: DeviceBuffer, at place: Int
  ) throws(DeviceError) {
    precondition(gradient.count >= images * channels * pixels && gradients.count >= place + channels)
    try run(
      .bias_gradient, groups: (channels, 1, 1), .buffer(gradient), .whole(images), .whole(channels), .whole(pixels),
      .buffer(gradients), .whole(place))
  }
}
