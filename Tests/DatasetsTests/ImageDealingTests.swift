import Datasets
import TensorMath
import Testing

@Suite struct ImageDealingTests {
  @Test("Each part gets its share of every class, and each image is in one part")
  func dealsByClass() {
    var generator = RandomGenerator(seed: 0)
    let labels = (0..<100).map { $0 < 50 ? 0 : $0 < 90 ? 1 : 2 }
    let parts = ImageDealing.deal([70, 20, 10], labels: labels, classes: 4, generator: &generator)
    #expect(parts.map(\.count) == [70, 20, 10])
    #expect(parts.joined().sorted() == Array(0..<100))
    #expect(
      parts.map { part in (0..<4).map { label in part.count { labels[$0] == label } } } == [
        [35, 28, 7, 0], [10, 8, 2, 0], [5, 4, 1, 0],
      ])
    #expect(parts[0] != parts[0].sorted())
  }

  @Test("Without labels it is PyTorch's random_split")
  func dealsAll() {
    var (first, second) = (RandomGenerator(seed: 7), RandomGenerator(seed: 7))
    let parts = ImageDealing.deal([3, 7], labels: nil, classes: 0, generator: &first)
    let order = second.permutation(10)
    #expect(parts == [Array(order[..<3]), Array(order[3...])])
  }

  @Test("Drawn are a permutation of each class, and then one of each part")
  func drawsInOrder() {
    var (first, second) = (RandomGenerator(seed: 3), RandomGenerator(seed: 3))
    let labels = [1, 0, 1, 0, 1, 0, 1, 0]
    let parts = ImageDealing.deal([4, 4], labels: labels, classes: 2, generator: &first)
    let (zeros, ones) = (second.permutation(4).map { 2 * $0 + 1 }, second.permutation(4).map { 2 * $0 })
    let dealt = [Array(zeros[..<2] + ones[..<2]), Array(zeros[2...] + ones[2...])]
    #expect(parts == dealt.map { part in second.permutation(4).map { part[$0] } })
    #expect(first.integer(below: 1000) == second.integer(below: 1000))
  }

  @Test("Rests that do not come out even still make up the whole")
  func restsComeOut() {
    var generator = RandomGenerator(seed: 1)
    let labels = (0..<7).map { $0 % 3 }
    let parts = ImageDealing.deal([3, 3, 1], labels: labels, classes: 3, generator: &generator)
    #expect(parts.map(\.count) == [3, 3, 1])
    #expect(parts.joined().sorted() == Array(0..<7))
  }

  @Test func imagesThatLieClassByClass() {
    func isSorted(_ labels: [Int]) -> Bool {
      ImageSet(
        name: "a", shape: ImageShape(channels: 1, height: 1, width: 1), classNames: ["a", "b", "c"],
        pixels: [UInt8](repeating: 0, count: labels.count), labels: labels
      ).isSortedByClass
    }
    #expect(isSorted((0..<90).map { $0 / 30 }))
    #expect(isSorted((0..<90).map { $0 / 15 % 3 }))
    #expect(!isSorted((0..<90).map { $0 % 3 }))
    #expect(!isSorted((0..<90).map { $0 / 3 % 3 }))
    #expect(!isSorted([0, 0, 1, 1, 2, 2]))
    #expect(!isSorted([Int](repeating: 1, count: 90)))
    // Few of one class among many of another make long runs in any order.
    #expect(!isSorted((0..<1000).map { $0 % 97 == 0 ? 1 : 0 }))
    #expect(!isSorted([]))
  }
}
