import Foundation
import TensorMath
import TestSupport
import Testing

/// Borders and blurs against plain versions in double precision.
@Suite(.serialized) struct ImagePaddingTests {
  private static let shape = SampleShape.image(channels: 3, height: 5, width: 6)
  private static let modes: [ImagePadding.Mode] = [.zeros, .reflect, .replicate, .circular]

  /// The pixel at a place outside an axis, found by walking from the border.
  private static func pixel(_ place: Int, _ side: Int, _ mode: ImagePadding.Mode) -> Int? {
    var (at, step) = (place < 0 ? 0 : side - 1, place < 0 ? 1 : -1)
    guard place < 0 || place >= side else { return place }
    let distance = place < 0 ? -place : place - side + 1
    switch mode {
    case .zeros: return nil
    case .replicate: return at
    case .circular:
      at = place < 0 ? side : -1
      step = -step
    case .reflect: break
    }
    for _ in 0..<distance { at += step }
    return at
  }

  private static func padded(
    _ plane: [[Double]], left: Int, right: Int, top: Int, bottom: Int, _ mode: ImagePadding.Mode
  ) -> [[Double]] {
    (-top..<plane.count + bottom).map { y in
      (-left..<plane[0].count + right).map { x in
        guard let row = pixel(y, plane.count, mode), let column = pixel(x, plane[0].count, mode) else { return 0 }
        return plane[row][column]
      }
    }
  }

  @Test(arguments: modes, [[0, 0, 0, 0], [1, 2, 3, 0], [5, 4, 2, 4]])
  func bordersAndGradientsAreAsDefined(_ mode: ImagePadding.Mode, sides: [Int]) throws {
    let (left, right, top, bottom) = (sides[0], sides[1], sides[2], sides[3])
    let operation = CheckedOperation(
      try ImagePadding(Self.shape, left: left, right: right, top: top, bottom: bottom, mode: mode))
    operation.checkLinear(tolerance: 0) {
      ReferenceImages.map($0, Self.shape) {
        Self.padded($0, left: left, right: right, top: top, bottom: bottom, mode)
      }
    }
    operation.checkBits()
    operation.checkAllocations()
  }

  @Test func bordersAreThoseOfPyTorch() throws {
    func row(_ mode: ImagePadding.Mode) throws -> [Float] {
      let padding = try ImagePadding(
        .image(channels: 1, height: 1, width: 4), left: 3, right: 2, top: 0, bottom: 0, mode: mode)
      return CheckedOperation(padding).forward([0, 1, 2, 3], count: 1)
    }
    #expect(try row(.zeros) == [0, 0, 0, 0, 1, 2, 3, 0, 0])
    #expect(try row(.reflect) == [3, 2, 1, 0, 1, 2, 3, 2, 1])
    #expect(try row(.replicate) == [0, 0, 0, 0, 1, 2, 3, 3, 3])
    #expect(try row(.circular) == [1, 2, 3, 0, 1, 2, 3, 0, 1])
  }

  @Test(arguments: [1, 3, 5, 9]) func aBlurIsAsDefined(kernel: Int) throws {
    let half = kernel / 2
    let sigma = kernel == 5 ? 1.3 : 0.3 * (Double(kernel - 1) * 0.5 - 1) + 0.8
    let blur = try GaussianBlur(Self.shape, kernel: kernel, sigma: kernel == 5 ? 1.3 : nil)
    let bell = (0..<kernel).map { exp(-pow(Double($0 - half), 2) / (2 * sigma * sigma)) }
    let operation = CheckedOperation(blur)
    operation.checkLinear(tolerance: 3e-7) {
      ReferenceImages.map($0, Self.shape) { plane in
        let wide = Self.padded(plane, left: half, right: half, top: half, bottom: half, .reflect)
        return plane.indices.map { y in
          plane[0].indices.map { x in
            var (sum, weights) = (0.0, 0.0)
            for ky in 0..<kernel {
              for kx in 0..<kernel {
                sum += bell[ky] * bell[kx] * wide[y + ky][x + kx]
                weights += bell[ky] * bell[kx]
              }
            }
            return sum / weights
          }
        }
      }
    }
    operation.checkBits()
    operation.checkAllocations()
  }

  @Test func whatDoesNotFitIsRefused() {
    func pad(_ left: Int, _ mode: ImagePadding.Mode) throws(ImageOperationMisfit) {
      _ = try ImagePadding(Self.shape, left: left, right: 0, top: 0, bottom: 0, mode: mode)
    }
    #expect(throws: ImageOperationMisfit.negative("padding", -1)) { try pad(-1, .zeros) }
    #expect(throws: ImageOperationMisfit.paddingTooLong(padding: 6, side: 6)) { try pad(6, .reflect) }
    #expect(throws: ImageOperationMisfit.paddingTooLong(padding: 7, side: 6)) { try pad(7, .circular) }
    #expect(throws: Never.self) { try pad(6, .circular) }
    #expect(throws: Never.self) { try pad(7, .replicate) }
    #expect(throws: ImageOperationMisfit.tooLarge) { try pad(.max, .zeros) }
    #expect(throws: ImageOperationMisfit.evenKernel(4)) { try GaussianBlur(Self.shape, kernel: 4) }
    #expect(throws: ImageOperationMisfit.notPositive("kernel", 0)) { try GaussianBlur(Self.shape, kernel: 0) }
    #expect(throws: ImageOperationMisfit.deviation(0)) { try GaussianBlur(Self.shape, kernel: 3, sigma: 0) }
    #expect(throws: ImageOperationMisfit.paddingTooLong(padding: 5, side: 5)) {
      try GaussianBlur(Self.shape, kernel: 11)
    }
  }
}
