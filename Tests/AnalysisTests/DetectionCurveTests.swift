import Analysis
import Foundation
import Testing

@Suite struct DetectionCurveTests {
  /// What scikit-learn made of some scores; `Tests/Peers/measure_references.py` wrote it.
  struct Case: Decodable {
    let normal, abnormal: [Double]
    let area, precision, threshold, f1, quantile, deviations: Double
  }

  private static func stored() throws -> [Case] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/detection.json")
    return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
  }

  @Test("Areas and the best threshold are scikit-learn's, ties and all")
  func references() throws {
    let cases = try Self.stored()
    #expect(cases.count == 4)
    for each in cases {
      let curve = DetectionCurve(normal: each.normal, abnormal: each.abnormal)
      #expect(abs(curve.area - each.area) < 1e-12)
      #expect(abs(curve.averagePrecision - each.precision) < 1e-12)
      #expect(curve.threshold(bestBy: \.f1) == each.threshold)
      #expect(abs(curve.counts(at: curve.threshold(bestBy: \.f1)).f1 - each.f1) < 1e-12)
      #expect(abs(Summary.quantile(0.95, of: each.normal) - each.quantile) < 1e-12)
      let deviations = Summary.mean(each.normal) + 2 * Summary.populationDeviation(each.normal)
      #expect(abs(deviations - each.deviations) < 1e-12)
    }
  }

  @Test("The best threshold is the one whose counts are best by whatever is asked for, the lowest of equal ones")
  func bestThresholds() {
    let curve = DetectionCurve(normal: [1, 2, 3, 4], abnormal: [3, 5])
    #expect(curve.threshold(bestBy: \.accuracy) == 5)
    #expect(curve.threshold { Double($0.truePositives) / 2 - Double($0.falsePositives) / 4 } == 3)
    #expect(curve.threshold(bestBy: \.recall) == 1)
    #expect(curve.threshold { _ in -7 } == 1)
  }

  @Test("A tie counts a half, and what has one score is on one side of any threshold")
  func ties() {
    let curve = DetectionCurve(normal: [1, 2], abnormal: [2, 3])
    #expect(curve.area == 3.5 / 4)
    #expect(curve.steps.map(\.threshold) == [3, 2, 1])
    #expect(curve.rates.map(\.truePositives) == [0, 0.5, 1, 1])
    #expect(curve.rates.map(\.falsePositives) == [0, 0, 0.5, 1])
    #expect(DetectionCurve(normal: [4, 4], abnormal: [4]).area == 0.5)
  }

  @Test("Counts at a threshold count a score that equals it as abnormal")
  func counts() {
    let curve = DetectionCurve(normal: [1, 2, 3], abnormal: [2, 5])
    let counts = curve.counts(at: 2)
    #expect(
      counts == DetectionCounts(truePositives: 2, falsePositives: 2, trueNegatives: 1, falseNegatives: 0))
    #expect(counts.accuracy == 0.6 && counts.precision == 0.5 && counts.recall == 1 && counts.f1 == 4.0 / 6)
    let none = curve.counts(at: 9)
    #expect(none == DetectionCounts(truePositives: 0, falsePositives: 0, trueNegatives: 3, falseNegatives: 2))
    #expect(none.precision == 0 && none.f1 == 0)
    #expect(curve.counts(at: 2.5).truePositives == 1 && curve.counts(at: -1).falsePositives == 3)
  }

  @Test("Infinite scores have their places")
  func infinite() {
    let curve = DetectionCurve(normal: [-.infinity, 1], abnormal: [.infinity])
    #expect(curve.area == 1 && curve.threshold(bestBy: \.f1) == .infinity)
  }
}
