import Foundation
import NeuralNetworks
import Options
import Testing

/// Schedules against PyTorch's, step by step; Tests/Peers/schedule_rates.py makes the file.
@Suite struct ScheduleTests {
  /// A training's schedule, and the rate of each of its steps.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let schedule: String
    let base: Double
    let steps: Int
    let losses: [Double]
    let rates: [Double]

    var testDescription: String { schedule }
  }

  static let cases: [Case] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/schedules.json")
    return (try? JSONDecoder().decode([Case].self, from: Data(contentsOf: path.standardized))) ?? []
  }()

  private func schedule(_ text: String) throws -> any Schedule {
    let kind = OptionKind.list(.term(ScheduleTable.table.declarations))
    return try ScheduleTable.schedule(try #require(kind.reading(text).flatMap { [Term]($0) }))
  }

  @Test func everyScheduleHasACase() {
    let names = Self.cases.flatMap { $0.schedule.split { "(,".contains($0) } }.map(String.init)
    #expect(Set(ScheduleTable.table.names).subtracting(names).isEmpty)
  }

  @Test(arguments: cases) func ratesArePyTorchs(_ entry: Case) throws {
    let schedule = try schedule(entry.schedule)
    for (step, expected) in entry.rates.enumerated() {
      let epoch = step / entry.steps
      let moment = TrainingMoment(
        step: step, steps: entry.rates.count, epoch: epoch, losses: Array(entry.losses.prefix(epoch)))
      let rate = schedule.rate(at: moment, base: entry.base)
      #expect(abs(rate - expected) <= 1e-12 * entry.base, "step \(step): \(rate) where PyTorch has \(expected)")
    }
  }

  @Test func withoutAScheduleTheRateStays() throws {
    let schedule = try ScheduleTable.schedule([])
    #expect([0, 7, 99].map { schedule.rate(at: TrainingMoment(step: $0, steps: 100), base: 0.3) } == [0.3, 0.3, 0.3])
  }

  @Test func schedulesThatDoNotGoTogetherAreRefused() {
    #expect(
      message { _ = try schedule("cosine,plateau") }
        == "`cosine` stands before another schedule, which only `warmup` does")
    #expect(
      message { _ = try schedule("warmup(3),cosine,plateau") }
        == "these are 3 schedules, and a training has one, with `warmup` before it")
    #expect(
      message { _ = try schedule("warmup(3),warmup(4)") } == "these are two warm-ups, and a training has one")
  }
}
