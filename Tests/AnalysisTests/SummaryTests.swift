import Analysis
import Testing

@Suite struct SummaryTests {
  @Test("Mean, deviation and quantiles are NumPy's")
  func summaries() {
    // numpy: np.mean, np.std(ddof=1), np.quantile of these.
    let values = [2.0, -1, 4, 4, 10.5]
    #expect(Summary.mean(values) == 3.9)
    #expect(abs(Summary.deviation(values) - 4.219004621945797) < 1e-14)
    #expect(Summary.median(values) == 4)
    #expect(abs(Summary.quantile(0.9, of: values) - 7.9) < 1e-14)
    #expect(Summary.quantile(0, of: values) == -1)
    #expect(Summary.quantile(1, of: values) == 10.5)
    #expect(Summary.median([1, 2]) == 1.5)
  }

  @Test("What there is too little of is no number, and no trap")
  func edges() {
    #expect(Summary.mean([]).isNaN)
    #expect(Summary.deviation([]).isNaN)
    #expect(Summary.deviation([7]) == 0)
    #expect(Summary.quantile(0.5, of: []).isNaN)
    #expect(Summary.quantile(0.5, of: [1, .nan]).isNaN)
    #expect(Summary.median([.infinity, 1, .infinity]) == .infinity)
  }
}
