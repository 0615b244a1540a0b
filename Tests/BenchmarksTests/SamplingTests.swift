import Benchmarks
import Testing

@Suite struct SamplingTests {
  /// A clock that goes on by a second each time that it is read.
  final class Clock {
    private var seconds = 0.0
    func now() -> Double {
      seconds += 1
      return seconds
    }
  }

  @Test func theMedianIsTheMiddle() {
    #expect(Samples([3, 1, 2]).median == 2)
    #expect(Samples([4, 1, 3, 2]).median == 2.5)
    #expect(Samples([7]).median == 7)
    #expect(Samples([3, 1, 2]).best == 1)
  }

  @Test func repetitionsAreMadeByTurnsAfterARoundThatDoesNotCount() {
    let clock = Clock()
    var calls: [Int] = []
    let samples = Sampling(seconds: 0, fewest: 2, now: clock.now).measure([{ calls.append(0) }, { calls.append(1) }])
    #expect(calls == [0, 1, 0, 1, 0, 1])
    #expect(samples == [Samples([1, 1]), Samples([1, 1])])
  }

  @Test func theTimeIsUsedUp() {
    let clock = Clock()
    // Five seconds for each of two; a round reads the clock five times: twice a body, and once to see whether to go on.
    let samples = Sampling(seconds: 5, fewest: 1, now: clock.now).measure([{}, {}])
    #expect(samples.map(\.seconds.count) == [2, 2])
  }

  @Test func whatTellsItsOwnTimeIsBelieved() throws {
    var times = [9.0, 5, 6, 7]
    let samples = try Sampling(seconds: 0, fewest: 3, now: { 0 }).collect([{ times.removeFirst() }])
    #expect(samples == [Samples([5, 6, 7])])
  }
}
