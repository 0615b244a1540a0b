/// Sums of two batches, multiples, and numbers left out by a mask.
enum ElementKernels {
  static let source = """
    KERNEL(add)(
        MEMORY const float *first, MEMORY const float *second, MEMORY float *result, int count, int rectifies) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= count) return;
      const float sum = first[place] + second[place];
      result[place] = rectifies && sum < 0 ? 0 : sum;
    }

    KERNEL(multiply)(MEMORY const float *values, float factor, float shift, MEMORY float *result, int count) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place < count) result[place] = values[place] * factor + shift;
    }

    // A word of the mask has a bit for each of 16 images: of a number in the order of pixels, or of a channel.
    KERNEL(mask_numbers)(
        MEMORY const float *values, MEMORY const unsigned short *mask, int images, int channels, int pixels,
        int isOfChannels, float scale, MEMORY float *result) {
      const int size = channels * pixels, place = GROUP(0) * 64 + ITEM;
      if (place >= images * size) return;
      const int image = place / size, channel = place % size / pixels;
      const int word = isOfChannels ? image / 16 * channels + channel
                                    : image / 16 * size + place % pixels * channels + channel;
      result[place] = values[place] * (mask[word] >> image % 16 & 1 ? scale : 0);
    }

    """
}

extension Device {
  /// The sum of two batches, rectified where that is asked for; it may be one of the two.
  package func add(
    _ first: DeviceBuffer, _ second: DeviceBuffer, count: Int, into sum: DeviceBuffer, rectifies: Bool = false
  ) throws(DeviceError) {
    precondition(
      first.count >= count && second.count >= count && sum.count >= count, "A batch is smaller than its shape.")
    try run(.add, over: count, .buffer(first), .buffer(second), .buffer(sum), .whole(count), .flag(rectifies))
  }

  /// `result = values · factor + shift`; the two may be the same.
  package func multiply(
    _ values: DeviceBuffer, by factor: Float, adding shift: Float = 0, count: Int, into result: DeviceBuffer
  ) throws(DeviceError) {
    precondition(values.count >= count && result.count >= count, "A batch is smaller than its shape.")
    try run(
      .multiply, over: count, .buffer(values), .number(factor), .number(shift), .buffer(result), .whole(count))
  }

  /// Copies numbers from a buffer to another.
  package func copy(_ values: DeviceBuffer, count: Int, into result: DeviceBuffer) throws(DeviceError) {
    try multiply(values, by: 1, count: count, into: result)
  }

  /// Multiplies by `scale` the numbers, or the channels, whose bit is set in the mask, and by 0 the others.
  package func mask(
    _ values: DeviceBuffer, by mask: DeviceBuffer, images: Int, channels: Int, pixels: Int, isOfChannels: Bool,
    scale: Float, into result: DeviceBuffer
  ) throws(DeviceError) {
    let count = images * channels * pixels
    precondition(values.count >= count && result.count >= count, "A batch is smaller than its shape.")
    try run(
      .mask_numbers, over: count, .buffer(values), .buffer(mask), .whole(images), .whole(channels), .whole(pixels),
      .flag(isOfChannels), .number(scale), .buffer(result))
  }
}
