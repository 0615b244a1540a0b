import Figures
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

  /// Draws a loss curve of a million batches and a grid of ten thousand images in every format that stands still.
  public static func measure(_ sampling: Sampling, images: SampleImages?) throws -> [FigureTimes] {
    let run = longRun()
    let grid = grid(of: images ?? .noise(side: 32, count: 10_000))
    let figures: [(String, () -> Figure)] = [
      ("loss curve of 1,000,000 points", { Figure(.losses([run])) }), ("grid of 10,000 images", { Figure(grid) }),
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

  /// A loss that falls over a million batches of noise and ten epochs.
  private static func longRun() -> LossRun {
    var generator = MersenneTwister(seed: 1)
    let losses = (0..<1_000_000).map { step in
      let bits: UInt32 = generator.next()
      return (0.02 + 0.28 / (1 + Double(step) / 12_000)) * (0.85 + 0.3 * Double(bits) / 4_294_967_296)
    }
    return LossRun(
      batches: losses, epochEnds: (1...10).map { $0 * 100_000 }, validation: (1...10).map { 0.02 + 0.03 / Double($0) })
  }

  /// A hundred rows of a hundred images, as many times as they are there.
  private static func grid(of images: SampleImages) -> ImagePanel {
    let plane = images.side * images.side
    let pictures = (0..<images.count).map { image in
      let start = image * 3 * plane
      var pixels: [UInt8] = []
      pixels.reserveCapacity(3 * plane)
      for pixel in 0..<plane {
        for channel in 0..<3 { pixels.append(images.pixels[start + channel * plane + pixel]) }
      }
      return Raster(width: images.side, height: images.side, pixels: pixels)
    }
    let rows = (0..<100).map { row in
      ImageRow(images: (0..<100).map { pictures[(row * 100 + $0) % pictures.count] })
    }
    return ImagePanel(bands: [ImageBand(rows: rows)])
  }
}
