import Figures
import Testing

/// PNG files hold the very pixels that were drawn.
@Suite struct PNGDocumentTests {
  /// Noise, flat areas, lines that repeat the one above, a single column, and more pixels than are packed with care.
  static let pictures: [Raster] = [
    AnimationTests.noise(31, 17, colors: 70_000), AnimationTests.noise(1, 9, colors: 300),
    AnimationTests.noise(1, 1, colors: 2),
    Raster(width: 40, height: 30, pixels: [UInt8](repeating: 7, count: 3_600)),
    Raster(width: 50, height: 20, pixels: (0..<3_000).map { UInt8($0 % 150) }),
    AnimationTests.noise(2_100, 2_000, colors: 5),
  ]

  @Test(arguments: pictures.indices) func holdsEveryPixel(index: Int) throws {
    let picture = Self.pictures[index]
    #expect(try Golden.decode(try AnimationTests.figure([picture]).render(.png)) == picture)
  }
}
