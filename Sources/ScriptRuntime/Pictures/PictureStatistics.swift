import Basics
package import Datasets

/// Plain numbers that images have: how bright they are, how red, how green, how blue, how colourful, how full of edges.
package struct PictureStatistics {
  /// A number of each image.
  struct Column {
    let name: String
    var values: [Double]
  }

  /// The numbers; grey images have brightness and edges alone.
  private(set) var columns: [Column]

  /// Measures images a few at a time, in numbers from 0 to 1.
  init(_ images: ImageCollection, shape: ImageShape, unless stop: StopFlag) throws {
    let names =
      shape.channels == 3
      ? ["brightness", "red", "green", "blue", "saturation", "edges"] : ["brightness", "edges"]
    columns = names.map { Column(name: $0, values: []) }
    let piece = 256
    for first in stride(from: 0, to: images.count, by: piece) {
      let places = Array(first..<min(first + piece, images.count))
      guard let some = ImageCollection(try images.picking(places, unless: stop)) else { return }
      let numbers = try some.numbers(unless: stop)
      for image in 0..<numbers.count {
        let measured = Self.measured(numbers[image].map { (Double($0) + 1) / 2 }, shape)
        for (column, value) in measured.enumerated() { columns[column].values.append(value) }
      }
    }
  }

  /// The numbers of one image, `[channel, row, column]`, from 0 to 1.
  package static func measured(_ pixels: [Double], _ shape: ImageShape) -> [Double] {
    let area = shape.height * shape.width
    func channel(_ index: Int) -> ArraySlice<Double> { pixels[index * area..<(index + 1) * area] }
    var brightness = [Double](repeating: 0, count: area)
    for index in 0..<shape.channels {
      for (place, value) in channel(index).enumerated() { brightness[place] += value / Double(shape.channels) }
    }
    // The size of the gradient, by differences to the pixel at the right and to the one below.
    var edges = 0.0
    for row in 0..<max(shape.height - 1, 0) {
      for column in 0..<max(shape.width - 1, 0) {
        let place = row * shape.width + column
        let across = brightness[place + 1] - brightness[place]
        let down = brightness[place + shape.width] - brightness[place]
        edges += (across * across + down * down).squareRoot()
      }
    }
    edges /= Double(max((shape.height - 1) * (shape.width - 1), 1))
    let mean = brightness.reduce(0, +) / Double(area)
    guard shape.channels == 3 else { return [mean, edges] }
    let means = (0..<3).map { channel($0).reduce(0, +) / Double(area) }
    var saturation = 0.0
    for place in 0..<area {
      let (red, green, blue) = (pixels[place], pixels[area + place], pixels[2 * area + place])
      let high = max(red, green, blue)
      if high > 0 { saturation += (high - min(red, green, blue)) / high }
    }
    return [mean] + means + [saturation / Double(area), edges]
  }
}
