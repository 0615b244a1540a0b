/// The structural similarity of images under Gaussian windows of 11 by 11 pixels, and its gradient.
///
/// With a = x + y and b = x − y the index is a product of two quotients of their means and variances, as on the
/// processor: four filtered images instead of five, and nothing lost where the images are nearly equal.
enum SimilarityKernels {
  static let source = """
    // The weights of a Gaussian of standard deviation 1.5, which sum to one.
    FUNCTION float windowWeight(int place) {
      switch (place < 5 ? 5 - place : place - 5) {
      case 0: return 0.266011725f;
      case 1: return 0.213005538f;
      case 2: return 0.10936069f;
      case 3: return 0.0360007721f;
      case 4: return 0.00759875814f;
      default: return 0.00102838008f;
      }
    }

    FUNCTION float underWindow(MEMORY const float *values, int stride) {
      float sum = 0;
      for (int k = 0; k < 11; k++) sum += values[k * stride] * windowWeight(k);
      return sum;
    }

    // Filters a, b and their squares along the rows: four images a plane.
    KERNEL(similarity_rows)(
        MEMORY const float *predictions, MEMORY const float *targets, int planes, int height, int width,
        MEMORY float *rows) {
      const int across = width - 10, map = height * across, place = GROUP(0) * 64 + ITEM;
      if (place >= planes * map) return;
      const int plane = place / map, first = plane * height * width + place % map / across * width + place % across;
      float a = 0, b = 0, squareOfA = 0, squareOfB = 0;
      for (int k = 0; k < 11; k++) {
        const float sum = predictions[first + k] + targets[first + k];
        const float difference = predictions[first + k] - targets[first + k], weight = windowWeight(k);
        a += sum * weight;
        b += difference * weight;
        squareOfA += sum * sum * weight;
        squareOfB += difference * difference * weight;
      }
      MEMORY float *own = rows + plane * 4 * map + place % map;
      own[0] = a;
      own[map] = b;
      own[2 * map] = squareOfA;
      own[3 * map] = squareOfB;
    }

    // Sums the index over the windows of an image's planes, a group an image and a part; keeps three slopes a window.
    KERNEL(similarity_windows)(
        MEMORY const float *rows, int channels, int height, int width, float firstConstant, float secondConstant,
        MEMORY float *slopes, int keepsSlopes, MEMORY float *sums) {
      SHARED float shared[64];
      const int across = width - 10, down = height - 10, map = height * across, windows = down * across;
      float total = 0;
      for (int entry = GROUP(0) * 64 + ITEM; entry < channels * windows; entry += GROUPS * 64) {
        const int plane = GROUP(1) * channels + entry / windows, window = entry % windows;
        MEMORY const float *own = rows + plane * 4 * map + window;
        const float a = underWindow(own, across), b = underWindow(own + map, across);
        const float restOfA = underWindow(own + 2 * map, across) - a * a;
        const float restOfB = underWindow(own + 3 * map, across) - b * b;
        const float varianceOfA = restOfA < 0 ? 0 : restOfA, varianceOfB = restOfB < 0 ? 0 : restOfB;
        const float squareOfA = a * a, squareOfB = b * b;
        const float meanDivisor = 1 / (squareOfA + squareOfB + firstConstant);
        const float varianceDivisor = 1 / (varianceOfA + varianceOfB + secondConstant);
        const float luminance = (squareOfA - squareOfB + firstConstant) * meanDivisor;
        const float structure = (varianceOfA - varianceOfB + secondConstant) * varianceDivisor;
        total += luminance * structure;
        if (keepsSlopes) {
          // By the variances of a and b, then by their squared means; a and b both move as x does.
          const float byVariance = 2 * luminance * varianceDivisor * varianceDivisor;
          const float byVarianceOfA = byVariance * varianceOfB;
          const float byVarianceOfB = -byVariance * (varianceOfA + secondConstant);
          const float bySquare = 2 * structure * meanDivisor * meanDivisor;
          const float bySquareOfA = bySquare * squareOfB, bySquareOfB = -bySquare * (squareOfA + firstConstant);
          MEMORY float *slope = slopes + plane * 3 * windows + window;
          slope[0] = 2 * (a * (bySquareOfA - byVarianceOfA) + b * (bySquareOfB - byVarianceOfB));
          slope[windows] = 2 * byVarianceOfA;
          slope[2 * windows] = 2 * byVarianceOfB;
        }
      }
      SUM_OF_GROUP(shared, total);
      if (ITEM == 0) sums[GROUP(1) * GROUPS + GROUP(0)] = shared[0];
    }

    // Spreads the slopes of windows down the columns.
    KERNEL(similarity_columns)(
        MEMORY const float *slopes, int planes, int height, int width, MEMORY float *spread) {
      const int across = width - 10, down = height - 10, place = GROUP(0) * 64 + ITEM;
      if (place >= planes * 3 * height * across) return;
      const int column = place % across, row = place / across % height, map = place / across / height;
      float sum = 0;
      for (int source = row < 10 ? 0 : row - 10; source <= row && source < down; source++)
        sum += slopes[(map * down + source) * across + column] * windowWeight(row - source);
      spread[place] = sum;
    }

    // Spreads them along the rows, and takes them together.
    KERNEL(similarity_gradient)(
        MEMORY const float *spread, MEMORY const float *predictions, MEMORY const float *targets, int planes,
        int height, int width, float scale, int mode, MEMORY float *gradients) {
      const int across = width - 10, map = height * across, place = GROUP(0) * 64 + ITEM;
      if (place >= planes * height * width) return;
      const int column = place % width, row = place / width % height;
      MEMORY const float *own = spread + place / width / height * 3 * map + row * across;
      float base = 0, sumFactor = 0, differenceFactor = 0;
      for (int source = column < 10 ? 0 : column - 10; source <= column && source < across; source++) {
        const float weight = windowWeight(column - source);
        base += own[source] * weight;
        sumFactor += own[map + source] * weight;
        differenceFactor += own[2 * map + source] * weight;
      }
      const float x = predictions[place], y = targets[place];
      const float slope = base + (x + y) * sumFactor + (x - y) * differenceFactor;
      gradients[place] = mode > 1 ? gradients[place] + slope * scale : slope * scale;
    }

    """

  /// Groups that sum an image's windows.
  static func groups(windows: Int) -> Int { min(64, (windows + 255) / 256) }
}

/// Images that are compared, `[images, channels, height, width]`.
package struct DeviceImages {
  let images, channels, height, width: Int

  /// So many images of a shape, no side shorter than a window.
  package init(images: Int, channels: Int, height: Int, width: Int) {
    (self.images, self.channels, self.height, self.width) = (images, channels, height, width)
  }

  var planes: Int { images * channels }
  var count: Int { planes * height * width }
}

extension Device {
  /// Leaves at a place of `result` the sum of the similarity over all windows of each image, image by image where that
  /// is asked for and else of all, and where one is asked for the gradient of that sum times `scale`.
  package func similarity(
    _ predictions: DeviceBuffer, targets: DeviceBuffer, _ shape: DeviceImages, range: Float, byImage: Bool,
    gradient: DeviceGradient?, into result: DeviceBuffer, at place: Int, workspace: DeviceWorkspace
  ) throws(DeviceError) {
    let (across, down) = (shape.width - 10, shape.height - 10)
    precondition(across > 0 && down > 0, "No window fits into the images.")
    precondition(
      predictions.count >= shape.count && targets.count >= shape.count && gradient?.buffer.count ?? .max >= shape.count,
      "A batch is smaller than its shape.")
    let (map, windows) = (shape.height * across, down * across)
    let groups = SimilarityKernels.groups(windows: shape.channels * windows)
    let rows = try workspace.reserve(shape.planes * 4 * map, on: self)
    let slopes = try workspace.reserve(gradient == nil ? 1 : shape.planes * 3 * windows, on: self, part: 1)
    let sums = try workspace.reserve(shape.images * groups, on: self, part: 2)
    let (first, second) = (0.01 * range, 0.03 * range)
    let sizes: (KernelArgument, KernelArgument, KernelArgument) = (
      .whole(shape.planes), .whole(shape.height), .whole(shape.width)
    )
    try run(
      .similarity_rows, over: shape.planes * map, .buffer(predictions), .buffer(targets), sizes.0, sizes.1, sizes.2,
      .buffer(rows))
    try run(
      .similarity_windows, groups: (groups, shape.images, 1), .buffer(rows), .whole(shape.channels), sizes.1, sizes.2,
      .number(2 * first * first), .number(2 * second * second), .buffer(slopes), .flag(gradient != nil), .buffer(sums))
    if byImage {
      try addRows(sums, rows: shape.images, columns: groups, into: result, at: place)
    } else {
      try addUp(sums, count: shape.images * groups, into: result, at: place)
    }
    guard let gradient else { return }
    // What is spread takes the place of the filtered rows.
    try run(
      .similarity_columns, over: shape.planes * 3 * map, .buffer(slopes), sizes.0, sizes.1, sizes.2, .buffer(rows))
    try run(
      .similarity_gradient, over: shape.count, .buffer(rows), .buffer(predictions), .buffer(targets), sizes.0, sizes.1,
      sizes.2, .number(gradient.scale), .whole(gradient.mode), .buffer(gradient.buffer))
  }
}
