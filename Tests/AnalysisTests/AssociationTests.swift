import Analysis
import Testing

@Suite struct AssociationTests {
  private let values = [2.0, -1, 4, 4, 10.5]

  @Test("The correlation is NumPy's, and there is none of what does not vary")
  func correlation() throws {
    // numpy: np.corrcoef of these.
    let found = try #require(Association.correlation(values, [1, 0.5, -2, 3, 2.25]))
    #expect(abs(found - 0.3265389641541132) < 1e-14)
    #expect(Association.correlation(values, values.map { -3 * $0 + 1 }) == -1)
    #expect(Association.correlation(values, [2, 2, 2, 2, 2]) == nil)
    #expect(Association.correlation([], []) == nil)
    #expect(Association.correlation([.nan, 1], [1, 2]) == nil)
  }

  @Test("The correlation ratio is 0 where classes have the same mean, and 1 where the class alone decides")
  func correlationRatio() throws {
    let found = try #require(Association.correlationRatio(values, classes: [0, 1, 0, 1, 2]))
    #expect(abs(found - 0.8923835019803658) < 1e-14)
    #expect(Association.correlationRatio([1, 3, 1, 3], classes: [0, 0, 1, 1]) == 0)
    #expect(Association.correlationRatio([1, 3, 1, 3], classes: [0, 1, 0, 1]) == 1)
    #expect(Association.correlationRatio([2, 2], classes: [0, 1]) == nil)
  }

  @Test("A standard normal distribution diverges by nothing from itself")
  func divergence() {
    #expect(GaussianDivergence.fromStandard(mean: 0, logVariance: 0) == 0)
    #expect(abs(GaussianDivergence.fromStandard(mean: 2, logVariance: -1) - 2.1839397205857212) < 1e-14)
  }

  @Test("Numbers in few bits lie on equal steps within the range that was known, and ends stay ends")
  func quantizer() {
    let quantizer = UniformQuantizer(rangesOf: [0, 5, 3, 5, 1, 5], width: 2, bits: 2)
    #expect(quantizer.quantized([0, 5, 3, 4, 1.4, 9, -7, 5, 8, 5, .nan, 5]) == [0, 5, 3, 5, 1, 5, 0, 5, 3, 5, 0, 5])
    #expect(quantizer.with(bits: 1).quantized([1.4, 5, 1.6, 5]) == [0, 5, 3, 5])
    #expect(quantizer.with(bits: 16).quantized([1.5, 0])[0] != 1)
  }

  @Test("An error of the whole range is 0 dB, and none is infinitely many")
  func decibels() {
    #expect(Decibels.peakSignalToNoise(squaredError: 4, range: 2) == 0)
    #expect(Decibels.peakSignalToNoise(squaredError: 0.01, range: 1) == 20)
    #expect(Decibels.peakSignalToNoise(squaredError: 0, range: 1) == .infinity)
  }
}
