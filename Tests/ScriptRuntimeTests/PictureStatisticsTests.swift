import Datasets
import ScriptRuntime
import Testing

@Suite struct PictureStatisticsTests {
  private func expect(_ measured: [Double], _ expected: [Double]) {
    #expect(
      measured.count == expected.count && zip(measured, expected).allSatisfy { ($0 - $1).magnitude < 1e-12 },
      "\(measured)")
  }

  @Test("Colours, saturation and edges of an image in colour are what they are called")
  func colours() {
    let shape = ImageShape(channels: 3, height: 2, width: 2)
    // Red, black, white, and a grey that is half green.
    let pixels: [Double] = [1, 0, 1, 0.25, 0, 0, 1, 0.5, 0, 0, 1, 0.25]
    // Brightnesses 1/3, 0, 1, 1/3: the first pixel lies 1/3 from the one at its right and 2/3 from that below.
    expect(
      PictureStatistics.measured(pixels, shape),
      [5.0 / 12, 2.25 / 4, 1.5 / 4, 1.25 / 4, (1 + 0 + 0 + 0.5) / 4, (1.0 / 9 + 4.0 / 9).squareRoot()])
  }

  @Test("Grey images have brightness and edges, and images of one pixel no edge")
  func grey() {
    expect(
      PictureStatistics.measured([0, 0.3, 0.4, 0, 0.3, 0.4], ImageShape(channels: 1, height: 2, width: 3)),
      [1.4 / 6, (0.3 + 0.1) / 2])
    expect(PictureStatistics.measured([0.5], ImageShape(channels: 1, height: 1, width: 1)), [0.5, 0])
  }
}
