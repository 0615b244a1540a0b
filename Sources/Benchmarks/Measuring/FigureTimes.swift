import Basics
package import Figures
import TensorMath

/// How long large figures take to become a file, and how large the file is.
public struct FigureTimes: Codable, Hashable, Sendable {
  /// What is drawn.
  public var figure: String
  /// The format's ending.
  public var format: String
  /// From the numbers to the bytes of the file.
  public var pass: Pass
  /// The bytes of the file.
  public var bytes: Int

  private enum CodingKeys: String, CodingKey {
    case figure, format, bytes
    case pass = "time"
  }

  /// The time that a figure took.
  public init(figure: String, format: String, pass: Pass, bytes: Int) {
    self.figure = figure
    self.format = format
    self.pass = pass
    self.bytes = bytes
  }

  /// Draws a loss curve of a million batches, or so many, and a grid of a hundred rows of a hundred images, or as many as
  /// they are long, in every format that stands still.
  public static func measure(
    _ sampling: Sampling, images: SampleImages?, points: Int = 1_000_000, columns: Int = 100
  ) throws -> [FigureTimes] {
    let run = longRun(points)
    let grid = grid(of: images ?? .noise(side: 32, count: columns * columns), columns: columns)
    let figures: [(String, () -> Figure)] = [
      ("loss curve of \(countText(points)) points", { Figure(.losses([run])) }),
      ("grid of \(countText(columns * columns)) images", { Figure(grid) }),
    ]
    var times: [FigureTimes] = []
    for (name, figure) in figures {
      for format in [FigureFormat.png, .svg, .pdf] {
        var bytes = 0
        let samples = try sampling.collect([{ try sampling.time { bytes = try figure().render(format).count } }])
        times.append(
          FigureTimes(
            figure: name, format: format.rawValue, pass: Pass(samples[0], operations: 0, peak: nil), bytes: bytes))
      }
    }
    return times
  }

  /// A loss that falls over so many batches of noise and ten epochs.
  package static func longRun(_ points: Int) -> LossRun {
    var generator = RandomGenerator(seed: 1)
    let losses = (0..<points).map { step in
      let bits: UInt32 = generator.next()
      return (0.02 + 0.28 / (1 + Double(step) / 12_000)) * (0.85 + 0.3 * Double(bits) / 4_294_967_296)
    }
    return LossRun(
      batches: losses, epochEnds: (1...10).map { $0 * points / 10 },
      validation: (1...10).map { 0.02 + 0.03 / Double($0) })
  }

  /// As many rows as columns of the images, over and over.
  private static func grid(of images: SampleImages, columns: Int) -> ImagePanel {
    let plane = images.side * images.side
    let pictures = (0..<images.count).map { image in
      let planes = images.pixels[image * 3 * plane..<(image + 1) * 3 * plane]
      return Raster(width: images.side, height: images.side, pixels: planes.transposed(columns: plane))
    }
    let rows = (0..<columns).map { row in
      ImageRow(images: (0..<columns).map { pictures[(row * columns + $0) % pictures.count] })
    }
    return ImagePanel(bands: [ImageBand(rows: rows)])
  }
}
