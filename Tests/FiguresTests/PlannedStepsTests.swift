import Figures
import Testing

@Suite struct PlannedStepsTests {
  @Test("The axis of a training that runs goes to its planned end, with all of its epochs")
  func plan() {
    var chart = LineChart.losses([LossRun(batches: [3, 2, 1], epochEnds: [2], epochsBefore: 5)])
    chart.plan(steps: 8, stepsPerEpoch: 2, epochsBefore: 5)
    #expect(chart.horizontal.limits == 0...8)
    #expect(chart.secondScale?.places == [0, 2, 4, 6, 8] && chart.secondScale?.first == 5)
    // Of very many epochs those alone are named that are over.
    chart = LineChart.losses([LossRun(batches: [3, 2, 1], epochEnds: [2])])
    chart.plan(steps: .max, stepsPerEpoch: 2, epochsBefore: 0)
    #expect(chart.secondScale?.places == [0, 2])
    chart.plan(steps: 0, stepsPerEpoch: 0, epochsBefore: 0)
    #expect(chart.horizontal.limits == 0...Double(Int.max))
  }
}
