import Figures
import Foundation

/// Figures of every kind from generated numbers.
enum SampleFigures {
  static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// A loss that falls from about 0.3 to about `floor`, with noise that is the same on every run.
  static func run(_ name: String = "", floor: Double = 0.02, batches: Int = 1_000) -> LossRun {
    var state: UInt32 = 1
    let losses = (0..<batches).map { step in
      state = state &* 1_664_525 &+ 1_013_904_223
      let noise = Double(state >> 8) / 16_777_216 - 0.5
      return (floor + 0.28 / (1 + Double(step) / 12)) * (1 + 0.3 * noise)
    }
    let ends = (1...5).map { $0 * batches / 5 }
    return LossRun(
      name: name, batches: losses, epochEnds: ends,
      validation: ends.map { floor * 1.05 + 0.28 / (1 + Double($0) / 12) })
  }

  static func images(scale: Float = 1) throws -> ImageBatch {
    var values: [Float] = []
    for image in 0..<10 {
      for channel in 0..<3 {
        for y in 0..<16 {
          for x in 0..<16 {
            let inside = (x - 4 - image % 4) * (x - 4 - image % 4) + (y - 8) * (y - 8) < 16 + image * 3
            values.append((inside ? Float((image * (channel + 2)) % 5) / 2 - 1 : Float(x + y) / 15 - 1) * scale)
          }
        }
      }
    }
    return try ImageBatch(count: 10, channels: 3, height: 16, width: 16, values: values)
  }

  /// The article's autoencoder with a code of 200 numbers.
  static var architecture: NetworkDiagram {
    func stage(
      _ channels: Int, _ side: Int, _ name: String, _ details: [String], _ count: Int, _ part: NetworkStage.Part
    ) -> NetworkStage {
      NetworkStage(
        name: name, details: details, shape: .image(channels: channels, height: side, width: side),
        parameterCount: count, part: part)
    }
    let (down, up) = ("conv2d 3×3", "conv_transpose2d 3×3")
    return NetworkDiagram(
      title: "Convolutional autoencoder",
      stages: [
        stage(3, 32, "", [], 0, .encoder), stage(16, 32, down, ["relu"], 448, .encoder),
        stage(16, 32, down, ["relu"], 2_320, .encoder), stage(32, 16, down, ["stride 2", "relu"], 4_640, .encoder),
        stage(32, 16, down, ["relu"], 9_248, .encoder), stage(64, 8, down, ["stride 2", "relu"], 18_496, .encoder),
        stage(64, 8, down, ["relu"], 36_928, .encoder),
        NetworkStage(
          name: "flatten", details: ["linear", "relu"], shape: .vector(200), parameterCount: 819_400,
          part: .bottleneck),
        stage(64, 8, "linear", ["relu", "unflatten"], 823_296, .decoder),
        stage(64, 8, up, ["relu"], 36_928, .decoder), stage(32, 16, up, ["stride 2", "relu"], 18_464, .decoder),
        stage(32, 16, up, ["relu"], 9_248, .decoder), stage(16, 32, up, ["stride 2", "relu"], 4_624, .decoder),
        stage(16, 32, up, ["relu"], 2_320, .decoder), stage(3, 32, up, [], 435, .decoder),
      ])
  }

  static func all() throws -> [(name: String, figure: Figure)] {
    let originals = try images()
    let reconstructions = try images(scale: 0.6)
    let rows = [
      ImageRow(caption: "original", images: try originals.pictures()),
      ImageRow(caption: "reconstructed", images: try reconstructions.pictures()),
    ]
    let grid = try ImageGrid(columns: 10, padding: 1, normalize: true)
      .picture(of: originals.interleaved(with: reconstructions))
    let small = FigureSize(resolution: 96)
    var broken = run()
    for step in 500..<600 { broken.batches[step] = .nan }
    return [
      (
        "loss",
        Figure(.losses([run()], title: "Training and validation loss", lossLabel: "mean squared error"), size: small)
      ),
      ("loss-gap", Figure(.losses([broken], title: "A gap"), size: small)),
      ("loss-linear", Figure(.losses([run()], title: "On a linear axis", scale: .linear), size: small)),
      (
        "two-runs",
        Figure(
          .losses([run("bottleneck 200"), run("bottleneck 1000", floor: 0.01)], title: "Two bottlenecks"), size: small)
      ),
      (
        "test-images",
        Figure(
          ImagePanel(
            title: "Test images", columnCaptions: classNames,
            bands: [ImageBand(rows: [ImageRow(images: try originals.pictures())])]),
          size: small)
      ),
      (
        "epochs",
        Figure(
          ImagePanel(
            title: "Epoch 1 and epoch 10", columnCaptions: classNames,
            bands: [ImageBand(caption: "epoch 1", rows: rows), ImageBand(caption: "epoch 10", rows: rows)]), size: small
        )
      ),
      (
        "grids",
        Figure(
          ImagePanel(
            title: "Original/Reconstructed",
            bands: [
              ImageBand(caption: "bottleneck 200", picture: grid), ImageBand(caption: "bottleneck 1000", picture: grid),
            ]),
          size: small)
      ),
      ("network", Figure(architecture, size: small)),
      ("differences", Figure(try differences(), size: small)),
      ("strip", Figure(try strip(), size: small)),
    ]
  }

  /// The reconstructions of two epochs, and where they differ from the originals.
  static func differences() throws -> ImagePanel {
    let originals = try images()
    let epochs = [(1, try images(scale: 0.6)), (10, try images(scale: 0.9))]
    let differences = try epochs.map { try $0.1.absoluteDifferences(to: originals) }
    let scale = ImageDifferences(scaleFor: differences)
    let rows = try zip(epochs, differences).flatMap { epoch, differences in
      [
        ImageRow(caption: "epoch \(epoch.0)", images: try epoch.1.pictures(), isApart: epoch.0 > 1),
        ImageRow(caption: "difference", images: scale.pictures(of: differences)),
      ]
    }
    var panel = ImagePanel(
      title: "Where epochs differ", columnCaptions: classNames,
      bands: [ImageBand(rows: [ImageRow(caption: "original", images: try originals.pictures())] + rows)])
    panel.colorBar = scale.colorBar
    return panel
  }

  /// The reconstructions of twelve epochs, of which a training has made six.
  static func strip() throws -> ImagePanel {
    let epochs = try (1...12).map { try images(scale: Float($0) / 12).pictures() }
    func band(_ name: String, made: Int) throws -> ImageBand {
      let originals = try images().pictures()
      return ImageBand(
        caption: name,
        rows: (0..<4).map { image in
          ImageRow(
            caption: classNames[image],
            images: [originals[image]] + epochs.indices.map { $0 < made ? epochs[$0][image] : nil })
        })
    }
    var panel = ImagePanel(
      title: "Epoch by epoch", columnCaptions: ["original"] + (1...12).map(String.init),
      bands: [try band("bottleneck 4", made: 6), try band("bottleneck 20", made: 12)])
    panel.columnGroup = ColumnGroup(caption: "epoch", first: 1)
    return panel
  }
}
