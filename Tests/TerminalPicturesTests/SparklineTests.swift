import TerminalPictures
import Testing

@Suite struct SparklineTests {
  @Test func eachHeightIsReached() {
    #expect(Sparkline.text(of: (0..<8).map(Double.init), columns: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text(of: [0, 100], columns: 80) == "▁█")
    #expect(Sparkline.text(of: [-1, 1, -1], columns: 3) == "▁█▁")
  }

  @Test func columnsAreMeans() {
    #expect(Sparkline.text(of: [0, 2, 7, 9, 3, 5], columns: 3) == "▁█▄")
    #expect(Sparkline.text(of: [1, 2, 3, 4, 5], columns: 2) == "▁█")
  }

  @Test func aConstantIsALineInTheMiddle() {
    #expect(Sparkline.text(of: [3, 3, 3], columns: 3) == "▄▄▄")
    #expect(Sparkline.text(of: [3], columns: 10) == "▄")
  }

  @Test func whatIsNoNumberIsASpace() {
    #expect(Sparkline.text(of: [0, .nan, 1, .infinity], columns: 4) == "▁ █ ")
    #expect(Sparkline.text(of: [.nan, .nan], columns: 2) == "  ")
    #expect(Sparkline.text(of: [.nan, 4, 8, 8], columns: 2) == "▁█")
  }

  @Test func nothingIsNoText() {
    #expect(Sparkline.text(of: [], columns: 5) == "")
    #expect(Sparkline.text(of: [1, 2], columns: 0) == "")
    #expect(Sparkline.text(of: [1, 2], columns: -3) == "")
  }

  @Test func logarithmsSpreadWhatFallsFast() {
    let values = [1, 0.1, 0.01, 0.001]
    #expect(Sparkline.text(of: values, columns: 4) == "█▁▁▁")
    #expect(Sparkline.text(of: values, columns: 4, isLogarithmic: true) == "█▆▃▁")
    #expect(Sparkline.text(of: [0, 1, -1, 10], columns: 4, isLogarithmic: true) == " ▁ █")
  }

  @Test func theLargestNumbersHaveHeights() {
    let most = Double.greatestFiniteMagnitude
    #expect(Sparkline.text(of: [-most, 0, most, most], columns: 4) == "▁▅██")
    #expect(Sparkline.text(of: [most, most, 0, 0], columns: 2) == "█▁")
    #expect(Sparkline.text(of: [0, Double.leastNonzeroMagnitude], columns: 2) == "▄▄")
  }
}
