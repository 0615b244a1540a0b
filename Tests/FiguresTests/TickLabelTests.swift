import Figures
import Foundation
import Testing

/// What stands at a tick is where the tick is.
@Suite struct TickLabelTests {
  /// The number that a label says.
  private func number(_ label: String) -> Double? {
    let plain = label.replacing("−", with: "-").replacing(",", with: "")
    let parts = plain.split(separator: "×10")
    let powers: [Character: Character] = [
      "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
    ]
    let exponent = parts.count > 1 ? Int(String(parts[1].map { powers[$0] ?? "?" })) : 0
    guard let first = parts.first, let mantissa = Double(first), let exponent else { return nil }
    return NumberRange.scaled(mantissa, byPowerOfTen: exponent)
  }

  @Test func labelsSayTheNumbersOfTheirTicks() throws {
    var numbers = LineChartLayoutTests.Numbers(state: 41)
    for trial in 0..<2_000 {
      let center: Double = [0.0, 0.2, 1, 50, 1e6, -3e-7, 1e250].randomElement(using: &numbers) ?? 0
      let width: Double = [0.05, 0.5, 1, 7, 300, 1e-8, 1e249].randomElement(using: &numbers) ?? 1
      let low = center + width * Double.random(in: -1...0, using: &numbers)
      let high = center + width * Double.random(in: 0.1...1, using: &numbers)
      // Ticks that lie closer together than doubles can tell apart from where they lie are another matter.
      guard high - low > 1e-9 * max(low.magnitude, high.magnitude) else { continue }
      let ticks = Ticks.linear(low...high, count: Int.random(in: 2...9, using: &numbers))
      guard ticks.count > 1 else { continue }
      let step = (ticks[1].value - ticks[0].value).magnitude
      for tick in ticks {
        let said = try #require(number(tick.label), "trial \(trial): \(tick.label)")
        #expect((said - tick.value).magnitude < 0.01 * step, "trial \(trial): \(tick.label) at \(tick.value)")
      }
    }
  }

  @Test func ticksBetweenTheMultiplesOfTheirStepHaveAllTheirDigits() {
    #expect(NumberLabels.aligned([0.175, 0.225], step: 0.05) == ["0.175", "0.225"])
    #expect(NumberLabels.aligned([0.1 + 0.2, 0.4], step: 0.1) == ["0.3", "0.4"])
    #expect(NumberLabels.short(2e-300 / 1e10) == "2.00×10⁻³¹⁰")
  }

  @Test(arguments: Theme.all) func sevenLinesAreToldApart(theme: Theme) {
    let looks = (0..<7).map { "\(theme.color($0)) \(theme.dashes($0))" }
    #expect(Set(looks).count == 7)
  }

  @Test func whatIsNotPositiveOrFiniteHasNoPlaceOnALogarithmicScale() {
    #expect(NumberRange.logarithmic([.infinity, 2, -3, 0, 8, .nan, -.infinity]) == 2...8)
    #expect(NumberRange.logarithmic([0, -1, .infinity]) == 1...10)
    #expect(NumberRange.logarithmic([3]) == 2...4.5)
  }

  @Test func labelsThatAreFarApartHaveTheirOwnDecimals() {
    #expect(NumberLabels.plain([0.2020, 0.000178]) == ["0.202", "0.000178"])
    #expect(NumberLabels.plain([0.2, 0.0175]) == ["0.2000", "0.0175"])
    #expect(NumberLabels.plain([1, 250]) == ["1", "250"])
  }
}
