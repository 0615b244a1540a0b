import Figures
import Testing

@Suite struct ImageDifferencesTests {
  private func batch(_ values: [Float], channels: Int = 1, width: Int) throws -> ImageBatch {
    try ImageBatch(
      count: values.count / channels / width, channels: channels, height: 1, width: width, values: values)
  }

  private func bytes(_ place: Double) -> [UInt8] {
    let color = ColorMap.viridis.color(place)
    return [color.red, color.green, color.blue].map { UInt8(($0 * 255).rounded()) }
  }

  @Test func aPixelDiffersByTheMeanOverItsChannels() throws {
    // Two images of two pixels in three channels.
    let first = try batch([1, 0, 1, 0, 1, 0, -1, 0, 0, 0.5, 0, 0], channels: 3, width: 2)
    let second = try batch([-1, 0, 0, 0, 1, 0.75, 1, 0, 0, -0.5, 0, 0.5], channels: 3, width: 2)
    let differences = try first.absoluteDifferences(to: second)
    #expect(differences.channels == 1 && differences.count == 2)
    #expect(differences.values == [1, 0.25, 2.0 / 3, 0.5])
    #expect(try second.absoluteDifferences(to: first).values == differences.values)
  }

  @Test func colorsGoFromNothingToTheLargestOfAll() throws {
    let first = try batch([0, 0.5], width: 2), second = try batch([0.25, 1], width: 2)
    let scale = ImageDifferences(scaleFor: [first, second])
    #expect(scale.colorBar.range == 0...1 && !scale.colorBar.isOpenAbove)
    #expect(scale.colorBar.label == "absolute difference")
    #expect(scale.pictures(of: first).map(\.pixels) == [bytes(0) + bytes(0.5)])
    #expect(scale.pictures(of: second).map(\.pixels) == [bytes(0.25) + bytes(1)])
    #expect(bytes(0) == [0x44, 0x01, 0x54] && bytes(1) == [0xFD, 0xE7, 0x25])
  }

  @Test func whatIsNoNumberIsGreyAndCountsForNothing() throws {
    let values = try batch([.nan, .infinity, 0.5, 0], width: 2)
    let scale = ImageDifferences(scaleFor: [values])
    #expect(scale.colorBar.range == 0...0.5)
    let grey: [UInt8] = [0xD8, 0xD8, 0xD8]
    #expect(scale.pictures(of: values).map(\.pixels) == [grey + grey, bytes(1) + bytes(0)])
    #expect(
      try batch([.greatestFiniteMagnitude], width: 1)
        .absoluteDifferences(to: batch([-.greatestFiniteMagnitude], width: 1)).values == [.infinity])
  }

  @Test func theScaleOfNoDifferenceIsNotEmpty() throws {
    for values in [[], [Float(0)], [.nan]] {
      #expect(ImageDifferences(scaleFor: [try batch(values, width: 1)]).colorBar.range == 0...1)
    }
  }

  @Test func aFewThatAreMuchLargerAreCutOff() throws {
    let usual = (0..<1_000).map { Float($0) / 1_234 }
    let scale = ImageDifferences(scaleFor: [try batch(usual + [1.9, 1.5], width: 1)])
    // 99 in 100 of them are below 0.81, to two digits and upwards.
    #expect(scale.colorBar.range == 0...0.81 && scale.colorBar.isOpenAbove)
    #expect(scale.pictures(of: try batch([0.81, 1.9], width: 1)).map(\.pixels) == [bytes(1), bytes(1)])
    let canvas = RecordingCanvas(size: Size(100, 100))
    #expect(scale.colorBar.ticks(height: 180, measuring: canvas).last == Tick(value: 0.81, label: "≥ 0.81"))
    #expect(!ImageDifferences(scaleFor: [try batch(usual + [1.2], width: 1)]).colorBar.isOpenAbove)
  }

  @Test func ticksOfABarStandApart() throws {
    var numbers = LineChartLayoutTests.Numbers(state: 17)
    let canvas = RecordingCanvas(size: Size(100, 100))
    for trial in 0..<500 {
      let bar = ImagePanelLayoutTests.colorBar(&numbers, label: nil)
      let height = Double.random(in: 1...400, using: &numbers)
      let scale = AxisScale(limits: bar.range, scale: .linear, from: height, to: 0)
      let places = bar.ticks(height: height, measuring: canvas).compactMap { scale.place($0.value) }.sorted()
      #expect(places.isEmpty == (!bar.isOpenAbove && Ticks.linear(bar.range, count: 2).isEmpty), "trial \(trial)")
      for (first, second) in zip(places, places.dropFirst()) { #expect(second - first > 10, "trial \(trial)") }
    }
  }

  @Test func refusesImagesOfTwoShapes() throws {
    let one = try batch([0, 1], width: 2), other = try batch([0, 1], width: 1)
    let error = #expect(throws: FigureError.self) { try one.absoluteDifferences(to: other) }
    #expect(error?.description == "images of shapes [1, 1, 1, 2] and [2, 1, 1, 1] cannot be compared")
  }
}
