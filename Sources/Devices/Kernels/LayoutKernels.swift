/// Batches as they lie on the processor, in blocks of 16 images, and as they lie here, image by image.
enum LayoutKernels {
  static let source = """
    KERNEL(unblock_images)(MEMORY const float *blocks, int images, int channels, int pixels, MEMORY float *result) {
      const int size = channels * pixels, place = GROUP(0) * 64 + ITEM;
      if (place >= images * size) return;
      const int image = place / size, channel = place % size / pixels, pixel = place % pixels;
      result[place] = blocks[(image / 16 * size + pixel * channels + channel) * 16 + image % 16];
    }

    KERNEL(block_images)(MEMORY const float *values, int images, int channels, int pixels, MEMORY float *result) {
      const int size = channels * pixels, place = GROUP(0) * 64 + ITEM;
      if (place >= (images + 15) / 16 * 16 * size) return;
      const int entry = place / 16 % size, image = place / 16 / size * 16 + place % 16;
      result[place] =
          image < images ? values[image * size + entry % channels * pixels + entry / channels] : 0;
    }

    KERNEL(decode_bytes)(
        MEMORY const unsigned char *bytes, MEMORY const float *values, int count, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place < count) result[place] = values[bytes[place]];
    }

    """
}

extension Device {
  /// Makes of each byte the number that stands for it in a table of 256.
  package func decode(
    _ bytes: DeviceBuffer, count: Int, by values: DeviceBuffer, into result: DeviceBuffer
  ) throws(DeviceError) {
    precondition(
      4 * bytes.count >= count && values.count >= 256 && result.count >= count, "A batch is smaller than its shape.")
    try run(.decode_bytes, over: count, .buffer(bytes), .buffer(values), .whole(count), .buffer(result))
  }

  /// The floats of so many images in blocks of 16.
  package static func blockedCount(images: Int, size: Int) -> Int { (images + 15) / 16 * 16 * size }

  /// Takes blocks of 16 images apart, `[blocks, pixels, channels, 16]` into `[images, channels, pixels]`.
  package func unblock(
    _ blocks: DeviceBuffer, images: Int, channels: Int, pixels: Int, into result: DeviceBuffer
  ) throws(DeviceError) {
    let count = images * channels * pixels
    precondition(
      blocks.count >= Self.blockedCount(images: images, size: channels * pixels) && result.count >= count,
      "A batch is smaller than its shape.")
    try run(
      .unblock_images, groups: (groups(of: count), 1, 1), .buffer(blocks), .whole(images), .whole(channels),
      .whole(pixels), .buffer(result))
  }

  /// Puts images into blocks of 16, of which the last is filled up with zeros.
  package func block(
    _ values: DeviceBuffer, images: Int, channels: Int, pixels: Int, into result: DeviceBuffer
  ) throws(DeviceError) {
    let count = Self.blockedCount(images: images, size: channels * pixels)
    precondition(
      values.count >= images * channels * pixels && result.count >= count, "A batch is smaller than its shape.")
    try run(
      .block_images, groups: (groups(of: count), 1, 1), .buffer(values), .whole(images), .whole(channels),
      .whole(pixels), .buffer(result))
  }
}
