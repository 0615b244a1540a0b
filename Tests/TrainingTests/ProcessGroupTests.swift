import Distributed
import Testing

/// What processes tell each other.
@Suite struct ProcessGroupTests {
  @Test("Many bytes and few come to everybody as they are", arguments: [1, 2, 3, 4], [0, 1, 70_000, 600_001])
  func broadcast(count: Int, bytes: Int) throws {
    let sent = (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for root in 0..<count {
      let received = try SharedTrainingTests.together(count) { $0.broadcast($0.rank == root ? sent : nil, from: root) }
      for bytes in received { #expect((bytes == sent) == true) }
    }
  }

  @Test("What each has to say is gathered in the order of their ranks")
  func gathering() throws {
    let all = try SharedTrainingTests.together(3) { group in
      group.gather([Int](repeating: group.rank, count: 2 * group.rank), counts: [0, 2, 4])
    }
    #expect(all == [[1, 1, 2, 2, 2, 2], [1, 1, 2, 2, 2, 2], [1, 1, 2, 2, 2, 2]])
    #expect(try SharedTrainingTests.together(3) { $0.agree($0.rank == 2) } == [true, true, true])
    #expect(try SharedTrainingTests.together(3) { $0.agree(false) } == [false, false, false])
  }

  private struct Failure: Error, CustomStringConvertible { let description = "the disk is full" }

  @Test("What the leader cannot do fails everywhere, in its words")
  func leading() throws {
    let words = try SharedTrainingTests.together(3) { group in
      do {
        try group.lead {
          guard group.rank == 0 else {
            Issue.record("another than the leader does it")
            return
          }
          throw Failure()
        }
        return "nothing"
      } catch {
        return "\(error)"
      }
    }
    #expect(words == ["the disk is full", "the disk is full", "the disk is full"])
    #expect(try SharedTrainingTests.together(2) { try $0.fromLeader { [1, 2] } } == [[1, 2], [1, 2]])
  }
}
