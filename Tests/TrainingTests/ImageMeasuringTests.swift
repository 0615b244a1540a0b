import Basics
import Datasets
import Foundation
import NeuralNetworks
import Options
import TensorMath
import Testing
import Training

@Suite(.serialized) struct ImageMeasuringTests {
  /// What scikit-image made of two images; `Tests/Peers/measure_references.py` wrote it.
  struct Case: Decodable {
    let shape: [Int]
    let image, original: [Float]
    let mse, l1, bce, psnr, ssim: Double
  }

  private let compute = ComputeContext(threads: 2)

  private func metrics(_ names: [String]) -> [Metric] { names.map { MeasureTable.table.make(Term($0)) } }

  @Test("Measures of pairs are scikit-image's, on images from 0 to 1")
  func references() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/scikit-image.json")
    let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    #expect(cases.count == 3)
    for each in cases {
      let shape = ImageShape(channels: each.shape[0], height: each.shape[1], width: each.shape[2])
      let measured = try ImageMeasuring.measure(
        Images(shape: shape, values: each.image), against: Images(shape: shape, values: each.original),
        by: metrics(["mse", "l1", "bce", "psnr", "ssim"]), compute: compute)
      for (found, expected) in zip(measured, [each.mse, each.l1, each.bce, each.psnr, each.ssim]) {
        #expect(found.count == 1 && abs(found[0] - expected) < 1e-4 * max(1, expected.magnitude))
      }
    }
  }

  @Test("Images go in pairs, however many there are, and one that equals the other is infinitely like it")
  func pairs() throws {
    let shape = ImageShape(channels: 1, height: 12, width: 12)
    var values: [Float] = []
    var changed: [Float] = []
    for place in 0..<150 * 144 {
      let value = Float(place * 7919 % 1000) / 500 - 1
      let step = Float(place / 144 + 1) * 0.01
      values.append(value)
      changed.append(place / 144 == 140 ? value : value + step)
    }
    let images = Images(shape: shape, values: values)
    let others = Images(shape: shape, values: changed)
    let measured = try ImageMeasuring.measure(
      images, against: others, by: metrics(["mse", "psnr", "ssim", "l1"]), compute: compute)
    #expect(measured.allSatisfy { $0.count == 150 })
    #expect(measured[0][140] == 0 && measured[1][140] == .infinity && abs(measured[2][140] - 1) < 1e-6)
    for image in [0, 63, 64, 149] {
      let step = Double(image + 1) * 0.01
      #expect(abs(measured[0][image] - step * step) < 1e-6 + 1e-4 * step * step)
      #expect(abs(measured[3][image] - step) < 1e-4)
    }
  }

  @Test("A cross-entropy takes what lies beyond black and white as these, and keeps what is no number")
  func crossEntropy() throws {
    let shape = ImageShape(channels: 1, height: 1, width: 2)
    let measured = try ImageMeasuring.measure(
      Images(shape: shape, values: [3, -7, 0, .nan]), against: Images(shape: shape, values: [1, 1, 0, 0]),
      by: metrics(["bce"]), compute: compute)
    #expect(measured[0][0] == 50 && measured[0][1].isNaN)
  }

  @Test("A model's images are measured as they are reconstructed, against themselves or others")
  func reconstructions() throws {
    let images = smallImages(70)
    let model = try smallModel()
    let redrawn = try model.reconstruct(images, compute: compute)
    let mse = metrics(["mse"])
    let direct = try ImageMeasuring.measure(redrawn, against: images, by: mse, compute: compute)
    #expect(try ImageMeasuring.measure(model, on: images, by: mse, compute: compute) == direct)
    let others = smallImages(70).normalised().halved
    let measured = try ImageMeasuring.measure(model, on: images, against: others, by: mse, compute: compute)
    #expect(measured == (try ImageMeasuring.measure(redrawn, against: others, by: mse, compute: compute)))
    #expect(measured != direct)
  }

  @Test("A stop ends it") func stops() throws {
    let stop = StopFlag()
    stop.set()
    #expect(throws: Interrupted.self) {
      try ImageMeasuring.measure(
        smallImages(3), against: smallImages(3), by: metrics(["mse"]), compute: compute, unless: stop)
    }
  }
}

extension Images {
  fileprivate var halved: Images { Images(shape: shape, values: values.map { $0 * 0.5 }) }
}
