import Figures
import Testing

@Suite struct LogoTests {
  @Test("The mark is a square of so many pixels, lighter where the paper is", arguments: [32, 64])
  func square(pixels: Int) throws {
    let raster = try Logo.figure(pixels: pixels).raster()
    #expect(raster.width == pixels && raster.height == pixels)
    let paper = (pixels * pixels * 25 / 100 / pixels * pixels + pixels * 18 / 100) * 3
    #expect(raster.pixels[paper] > 200)
    #expect(raster.pixels[(pixels * pixels - 1) * 3] < 64)
  }
}
