/// Weighted sums of the pixels of a channel, first along each row and then over the rows: means, enlargements, borders.
enum ResamplingKernels {
  static let source = """
    // The table holds where the places of each row's sum begin, then of each column's, then the places themselves.
    KERNEL(resample)(
        MEMORY const float *values, MEMORY const int *table, MEMORY const float *weights, int planes, int height,
        int width, int rows, int columns, MEMORY float *result) {
      const int place = GROUP(0) * 64 + ITEM;
      if (place >= planes * rows * columns) return;
      const int y = place / columns % rows, x = place % columns;
      MEMORY const float *plane = values + place / columns / rows * (height * width);
      MEMORY const int *across = table + rows + 1;
      MEMORY const int *places = across + columns + 1;
      float sum = 0;
      for (int row = table[y]; row < table[y + 1]; row++) {
        float part = 0;
        for (int column = across[x]; column < across[x + 1]; column++)
          part += weights[column] * plane[places[row] * width + places[column]];
        sum += weights[row] * part;
      }
      result[place] = sum;
    }

    KERNEL(shuffle_pixels)(
        MEMORY const float *values, int images, int channels, int height, int width, int factor, int isInverse,
        MEMORY float *result) {
      const int rows = height * factor, columns = width * factor, place = GROUP(0) * 64 + ITEM;
      if (place >= images * channels * rows * columns) return;
      const int x = place % columns, y = place / columns % rows, channel = place / columns / rows;
      const int small =
          (((channel * factor + y % factor) * factor + x % factor) * height + y / factor) * width + x / factor;
      if (isInverse) result[small] = values[place];
      else result[place] = values[small];
    }

    """
}

/// What the sums along one axis are made of: for each place of the result places before, and their weights.
package typealias DeviceTaps = [[(place: Int, weight: Float)]]

/// The tables of a map along rows and columns on a device.
package final class DeviceResampling {
  /// Rows and columns before, and of the result.
  fileprivate let height, width, rows, columns: Int
  fileprivate let table, weights: DeviceBuffer

  /// Brings the tables to a device.
  package init(
    height: Int, width: Int, rows: DeviceTaps, columns: DeviceTaps, on device: Device
  ) throws(DeviceError) {
    (self.height, self.width) = (height, width)
    (self.rows, self.columns) = (rows.count, columns.count)
    var starts: [Int32] = []
    var places: [Int32] = []
    var factors: [Float] = []
    for axis in [rows, columns] {
      for taps in axis {
        starts.append(Int32(places.count))
        places += taps.map { Int32($0.place) }
        factors += taps.map(\.weight)
      }
      starts.append(Int32(places.count))
    }
    let numbers = starts + places
    table = try device.makeBuffer(numbers.count)
    weights = try device.makeBuffer(factors.count)
    // Typed throws do not pass through closures of the standard library yet.
    let written = numbers.withUnsafeBytes { bytes in
      Result { () throws(DeviceError) in try device.write(bytes, to: table) }
    }
    try written.get()
    try device.write(factors, count: factors.count, to: weights)
  }

  /// The tables of the gradient of a map from so many rows and columns.
  package static func gradient(
    height: Int, width: Int, rows: DeviceTaps, columns: DeviceTaps, on device: Device
  ) throws(DeviceError) -> DeviceResampling {
    try DeviceResampling(
      height: rows.count, width: columns.count, rows: transposed(rows, inputs: height),
      columns: transposed(columns, inputs: width), on: device)
  }

  private static func transposed(_ taps: DeviceTaps, inputs: Int) -> DeviceTaps {
    var result = DeviceTaps(repeating: [], count: inputs)
    for (output, own) in taps.enumerated() {
      for tap in own { result[tap.place].append((output, tap.weight)) }
    }
    return result
  }
}

extension Device {
  /// Maps so many planes, the channels of all images.
  package func resample(
    _ values: DeviceBuffer, planes: Int, by map: DeviceResampling, into result: DeviceBuffer
  ) throws(DeviceError) {
    let count = planes * map.rows * map.columns
    precondition(
      values.count >= planes * map.height * map.width && result.count >= count, "A batch is smaller than its shape.")
    try run(
      .resample, over: count, .buffer(values), .buffer(map.table), .buffer(map.weights), .whole(planes),
      .whole(map.height), .whole(map.width), .whole(map.rows), .whole(map.columns), .buffer(result))
  }

  /// Spreads channels over pixels, or gathers them back: `[images, channels · factor², height, width]` and
  /// `[images, channels, height · factor, width · factor]`.
  package func shufflePixels(
    _ values: DeviceBuffer, images: Int, channels: Int, height: Int, width: Int, factor: Int, isInverse: Bool,
    into result: DeviceBuffer
  ) throws(DeviceError) {
    let count = images * channels * height * factor * width * factor
    precondition(values.count >= count && result.count >= count, "A batch is smaller than its shape.")
    try run(
      .shuffle_pixels, over: count, .buffer(values), .whole(images), .whole(channels), .whole(height), .whole(width),
      .whole(factor), .flag(isInverse), .buffer(result))
  }
}
