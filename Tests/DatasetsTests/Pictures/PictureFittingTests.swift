import Basics
import Datasets
import TestSupport
import Testing

struct PictureFittingTests {
  /// The picture that the script of the fixtures begins with.
  func formula(_ size: PictureSize) -> [UInt8] {
    (0..<size.height).flatMap { row in
      (0..<size.width).flatMap { column in
        (0..<3).map { UInt8(truncatingIfNeeded: row * row * 3 + column * 11 + $0 * 37 + row * column) }
      }
    }
  }

  @Test("Pictures are resized and cut as torchvision does it", arguments: PictureFixtures.all.resized.indices)
  func likeTorchvision(index: Int) throws {
    let stored = PictureFixtures.all.resized[index]
    let old = PictureSize(height: stored.from[0], width: stored.from[1])
    let size = PictureSize(height: stored.to[0], width: stored.to[1])
    let fitting = PictureFitting(size: size, fit: PictureFit(rawValue: stored.how))
    let pixels = try fitting.fitted(formula(old), channels: 3, from: old, unless: StopFlag())
    #expect(pixels.count == stored.pixels.count)
    let distance = zip(pixels, stored.pixels).map { abs(Int($0) - Int($1)) }.max() ?? .max
    #expect(distance <= (stored.how == "crop" ? 0 : 1))
  }

  @Test func framesWhatIsToBeSeenWhole() throws {
    let wide = PictureSize(height: 2, width: 4)
    let fitting = PictureFitting(size: PictureSize(height: 4, width: 4), fit: .contain)
    let pixels = try fitting.fitted([UInt8](repeating: 200, count: 8), channels: 1, from: wide, unless: StopFlag())
    #expect(pixels == [0, 0, 0, 0] + [UInt8](repeating: 200, count: 8) + [0, 0, 0, 0])
    let thin = PictureFitting(size: PictureSize(height: 3, width: 3), fit: .contain)
    let line = try thin.fitted(
      [UInt8](repeating: 9, count: 100), channels: 1, from: PictureSize(height: 1, width: 100), unless: StopFlag())
    #expect(line == [0, 0, 0, 9, 9, 9, 0, 0, 0])
  }

  @Test func leavesWhatHasTheSize() throws {
    let size = PictureSize(height: 3, width: 2)
    let pixels = formula(size)
    for fit in PictureFit.allCases {
      #expect(
        try PictureFitting(size: size, fit: fit).fitted(pixels, channels: 3, from: size, unless: StopFlag()) == pixels)
    }
  }

  @Test func hearsAStop() {
    let stop = StopFlag()
    stop.set()
    let old = PictureSize(height: 40, width: 40)
    #expect(throws: Interrupted.self) {
      try PictureFitting(size: PictureSize(height: 8, width: 8), fit: .stretch)
        .fitted(formula(old), channels: 3, from: old, unless: stop)
    }
  }
}
