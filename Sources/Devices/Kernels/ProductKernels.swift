/// Convolutions as matrix products whose factors are read from the images as they lie: forward, backward, and the
/// weights' gradient. A transposed convolution is the same with its roles exchanged.
enum ProductKernels {
  private static let parameters = "Convolution s, MEMORY const float *weights, int weightPlace"

  /// The output of a convolution, or the gradient of a transposed one's input.
  private static let gather = TiledProduct(
    name: "gather",
    parameters: parameters + ", int biasPlace, MEMORY const float *images, MEMORY float *result, int rectifies",
    extents: """
      const int inputs = s.inputs / s.groups, rows = s.outputs / s.groups, taps = s.kernelHeight * s.kernelWidth;
        const int pixels = s.outputHeight * s.outputWidth, columns = s.images * pixels;
        const int begin = 0, end = inputs * taps, group = GROUP(2);
      """,
    left: "value = weights[weightPlace + (group * rows + row) * end + inner];",
    columnPlace: "const int image = column / pixels, pixel = column % pixels;",
    right: """
      const int channel = inner / taps, tap = inner % taps;
            const int y = pixel / s.outputWidth * s.strideY - s.paddingY + tap / s.kernelWidth * s.dilationY;
            const int x = pixel % s.outputWidth * s.strideX - s.paddingX + tap % s.kernelWidth * s.dilationX;
            if (y >= 0 && y < s.inputHeight && x >= 0 && x < s.inputWidth)
              value = images[((image * s.inputs + group * inputs + channel) * s.inputHeight + y) * s.inputWidth + x];
      """,
    store: store(channels: "outputs"))

  /// The output of a transposed convolution, or the gradient of a convolution's input.
  private static let scatter = TiledProduct(
    name: "scatter",
    parameters: parameters + ", int biasPlace, MEMORY const float *maps, MEMORY float *result, int rectifies",
    extents: """
      const int outputs = s.outputs / s.groups, rows = s.inputs / s.groups, taps = s.kernelHeight * s.kernelWidth;
        const int pixels = s.inputHeight * s.inputWidth, columns = s.images * pixels;
        const int begin = 0, end = outputs * taps, group = GROUP(2);
      """,
    left: """
      const int channel = group * outputs + inner / taps;
            value = weights[weightPlace + (channel * rows + row) * taps + inner % taps];
      """,
    columnPlace: "const int image = column / pixels, pixel = column % pixels;",
    right: """
      const int channel = group * outputs + inner / taps, tap = inner % taps;
            const int below = pixel / s.inputWidth + s.paddingY - tap / s.kernelWidth * s.dilationY;
            const int right = pixel % s.inputWidth + s.paddingX - tap % s.kernelWidth * s.dilationX;
            const int y = below / s.strideY, x = right / s.strideX;
            if (below >= 0 && right >= 0 && y * s.strideY == below && x * s.strideX == right && y < s.outputHeight
                && x < s.outputWidth)
              value = maps[((image * s.outputs + channel) * s.outputHeight + y) * s.outputWidth + x];
      """,
    store: store(channels: "inputs"))

  /// A part of the weights' gradients: the sum over some of the pixels of all images.
  private static let weightGradient = TiledProduct(
    name: "weight_gradient",
    parameters: "Convolution s, MEMORY const float *images, MEMORY const float *maps, MEMORY float *result, "
      + "int resultPlace, int parts, int length",
    extents: """
      const int inputs = s.inputs / s.groups, rows = s.outputs / s.groups, taps = s.kernelHeight * s.kernelWidth;
        const int pixels = s.outputHeight * s.outputWidth, columns = inputs * taps, all = s.images * pixels;
        const int group = GROUP(2) / parts, part = GROUP(2) % parts;
        const int begin = part * length, end = all < begin + length ? all : begin + length;
      """,
    left: """
      const int image = inner / pixels, pixel = inner % pixels;
            value = maps[(image * s.outputs + group * rows + row) * pixels + pixel];
      """,
    columnPlace: "const int channel = column / taps, tap = column % taps;",
    right: """
      const int image = inner / pixels, pixel = inner % pixels;
            const int y = pixel / s.outputWidth * s.strideY - s.paddingY + tap / s.kernelWidth * s.dilationY;
            const int x = pixel % s.outputWidth * s.strideX - s.paddingX + tap % s.kernelWidth * s.dilationX;
            if (y >= 0 && y < s.inputHeight && x >= 0 && x < s.inputWidth)
              value = images[((image * s.inputs + group * inputs + channel) * s.inputHeight + y) * s.inputWidth + x];
      """,
    store: """
      result[resultPlace + part * (s.outputs * columns) + (group * rows + row) * columns + channel * taps + tap] = sum;
      """)

  /// Adds the bias of a channel, and rectifies.
  private static func store(channels: String) -> String {
    """
    const int channel = group * rows + row;
          const float shifted = biasPlace < 0 ? sum : sum + weights[biasPlace + channel];
          result[(image * s.\(channels) + channel) * pixels + pixel] = rectifies && shifted < 0 ? 0 : shifted;
    """
  }

  /// Adds up the parts of the weights' gradients, in their order.
  private static let addParts = """
    KERNEL(add_parts)(MEMORY const float *parts, int count, int weights, MEMORY float *result, int place) {
      const int weight = GROUP(0) * 64 + ITEM;
      if (weight >= weights) return;
      float sum = 0;
      for (int part = 0; part < count; part++) sum += parts[part * weights + weight];
      result[place + weight] = sum;
    }

    """

  static let source = [gather.source, scatter.source, weightGradient.source, addParts].joined(separator: "\n")
}

/// Where a layer's weights, and its biases where it has some, lie in a buffer of all.
package struct DeviceWeights {
  /// All weights of a model.
  package let buffer: DeviceBuffer
  /// The first weight, and the first bias.
  package let place: Int
  package let bias: Int?

  /// Weights in a buffer of all.
  package init(_ buffer: DeviceBuffer, place: Int, bias: Int?) {
    self.buffer = buffer
    self.place = place
    self.bias = bias
  }
}

extension Device {
  /// Convolves images, adds the bias and rectifies what comes out where that is asked for.
  package func gather(
    _ shape: DeviceConvolution, _ weights: DeviceWeights, images: DeviceBuffer, into result: DeviceBuffer,
    rectifies: Bool = false
  ) throws(DeviceError) {
    let pixels = Int(shape.images * shape.outputHeight * shape.outputWidth)
    try product(
      .gather, shape, weights, images: images, maps: result, rows: shape.outputs, columns: pixels, factor: images,
      into: result, rectifies: rectifies)
  }

  /// Convolves backwards, adds the bias and rectifies what comes out where that is asked for.
  package func scatter(
    _ shape: DeviceConvolution, _ weights: DeviceWeights, maps: DeviceBuffer, into result: DeviceBuffer,
    rectifies: Bool = false
  ) throws(DeviceError) {
    let pixels = Int(shape.images * shape.inputHeight * shape.inputWidth)
    try product(
      .scatter, shape, weights, images: result, maps: maps, rows: shape.inputs, columns: pixels, factor: maps,
      into: result, rectifies: rectifies)
  }

  /// Multiplies the weights by what is read of a factor: either way of a convolution.
  private func product(
    _ kernel: DeviceKernel, _ shape: DeviceConvolution, _ weights: DeviceWeights, images: DeviceBuffer,
    maps: DeviceBuffer, rows: Int32, columns: Int, factor: DeviceBuffer, into result: DeviceBuffer, rectifies: Bool
  ) throws(DeviceError) {
    check(shape, weights, images: images, maps: maps)
    try run(
      kernel, groups: tiles(rows: rows / shape.groups, columns: columns, layers: Int(shape.groups)),
      .shape(shape), .buffer(weights.buffer), .whole(weights.place), .whole(weights.bias ?? -1), .buffer(factor),
      .buffer(result), .flag(rectifies))
  }

  /// Writes the weights' gradients: for a convolution `images` is its input and `maps` the gradient of its output, and
  /// for a transposed one the other way round. `workspace` takes the parts in which it is summed.
  package func weightGradient(
    _ shape: DeviceConvolution, images: DeviceBuffer, maps: DeviceBuffer, into gradients: DeviceWeights,
    workspace: DeviceWorkspace
  ) throws(DeviceError) {
    check(shape, gradients, images: images, maps: maps)
    let (weights, columns) = (shape.weightCount, shape.weightCount / Int(shape.outputs))
    let depth = Int(shape.images * shape.outputHeight * shape.outputWidth)
    let (across, down, layers) = tiles(
      rows: shape.outputs / shape.groups, columns: columns, layers: Int(shape.groups))
    // The shapes alone say in how many parts, so that every device sums alike.
    let wanted = max(1, min(depth / 512, 256 / (across * down * layers)))
    let length = (depth + wanted - 1) / wanted
    let parts = (depth + length - 1) / length
    let target = parts == 1 ? gradients.buffer : try workspace.reserve(parts * weights, on: self)
    try run(
      .weight_gradient, groups: (across, down, layers * parts),
      .shape(shape), .buffer(images), .buffer(maps), .buffer(target), .whole(parts == 1 ? gradients.place : 0),
      .whole(parts), .whole(length))
    guard parts > 1 else { return }
    try run(
      .add_parts, groups: (groups(of: weights), 1, 1), .buffer(target), .whole(parts), .whole(weights),
      .buffer(gradients.buffer), .whole(gradients.place))
  }

  private func tiles(rows: Int32, columns: Int, layers: Int) -> (Int, Int, Int) {
    let side = TiledProduct.side
    return ((columns + side - 1) / side, (Int(rows) + side - 1) / side, layers)
  }

  private func check(_ shape: DeviceConvolution, _ weights: DeviceWeights, images: DeviceBuffer, maps: DeviceBuffer) {
    precondition(
      images.count >= Int(shape.images) * shape.inputCount && maps.count >= Int(shape.images) * shape.outputCount,
      "A batch is smaller than its shape.")
    precondition(
      weights.place >= 0 && weights.buffer.count >= weights.place + shape.weightCount, "There are fewer weights.")
  }
}
