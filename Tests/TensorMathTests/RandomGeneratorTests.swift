import Foundation
import KernelArguments
import TensorMath
import TestSupport
import Testing
import VectorRoutines
import VectorRoutinesAVX512

/// Random numbers against PyTorch's own, bit for bit; Tests/Peers/random_vectors.py makes the file.
@Suite struct RandomGeneratorTests {
  struct Entry: Decodable, CustomTestStringConvertible {
    let draw: String
    let seed: UInt64
    let count: Int
    let arguments: [Double]
    let first: [String]
    let hash: String
    let next: String

    var testDescription: String { "\(draw) of \(count) with \(arguments)" }
  }

  static let entries: [Entry] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/random.json")
    return (try? JSONDecoder().decode([Entry].self, from: Data(contentsOf: path))) ?? []
  }()

  @Test func theFileIsThere() { #expect(Self.entries.count == 102) }

  @Test(arguments: entries) func drawsArePyTorchs(_ entry: Entry) throws {
    var random = RandomGenerator(seed: entry.seed)
    let found = try Self.draw(entry, from: &random)
    #expect(found.prefix(4).map { String($0, radix: 16) } == entry.first)
    let hash = found.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ $1) &* 0x100_0000_01b3 }
    #expect(String(hash, radix: 16) == entry.hash)
    #expect(String(random.seed64(), radix: 16) == entry.next)
  }

  /// The bits of what the entry draws.
  private static func draw(_ entry: Entry, from random: inout RandomGenerator) throws -> [UInt64] {
    let (count, arguments) = (entry.count, entry.arguments)
    func each(_ number: () -> some BinaryFloatingPoint) -> [UInt64] {
      (0..<count).map { _ in
        let number = number()
        return (number as? Float).map { UInt64($0.bitPattern) } ?? Double(number).bitPattern
      }
    }
    switch entry.draw {
    case "rand": return each { random.uniform() }
    case "rand64": return each { random.double() }
    case "uniform_":
      var other = random
      let values = FloatBuffer(count: count)
      let (low, high) = (Float(arguments[0]), Float(arguments[1]))
      values.withUnsafeMutableBufferPointer { other.fillUniform($0, from: low, to: high) }
      let single = each { random.uniform(from: low, to: high) }
      #expect(values.values.bits.map(UInt64.init) == single)
      return single
    case "bernoulli_": return each { random.double() < arguments[0] ? Float(1) : 0 }
    case "randn": return random.normals(count).bits.map(UInt64.init)
    case "randn in parts": return arguments.flatMap { random.normals(Int($0)).bits.map(UInt64.init) }
    case "normal_":
      let values = FloatBuffer(count: count)
      values.withUnsafeMutableBufferPointer {
        random.fillNormal($0, mean: arguments[0], deviation: arguments[1])
      }
      return values.values.bits.map(UInt64.init)
    case "randint": return (0..<count).map { _ in UInt64(random.integer(below: Int(arguments[0]))) }
    case "randperm": return random.permutation(count).map(UInt64.init)
    case "shuffled loader": return random.loaderOrder(count, shuffled: true).map(UInt64.init)
    case "plain loader": return random.loaderOrder(count, shuffled: false).map(UInt64.init)
    case "shuffled training":
      return (0..<2).flatMap { _ in
        let order = random.loaderOrder(count, shuffled: true)
        return stride(from: 0, to: count, by: 250).flatMap { first in
          order[first..<(first + 250)].map(UInt64.init)
            + (0..<3).map { _ in UInt64(random.uniform().bitPattern) }
        }
      }
    case "random_split": return random.split(arguments.map { Int($0) }).joined().map(UInt64.init)
    case "dropout", "dropout2d":
      let shape = SampleShape.image(
        channels: Int(arguments[2]), height: Int(arguments[3]), width: Int(arguments[4]))
      let samples = Int(arguments[1])
      let batch = Batch((1...count).map(Float.init), count: samples, shape: shape)
      Dropout(rate: arguments[0], of: entry.draw == "dropout" ? .number : .channel).forward(
        batch, into: batch, mask: DropoutMask(), generator: &random, compute: ComputeContext(threads: 2))
      return batch.rowMajor().bits.map(UInt64.init)
    default:
      Issue.record("No draw is called \(entry.draw).")
      return []
    }
  }

  @Test func filledMemoryHoldsTheSameNumbersAsSingleDraws() {
    for count in [0, 1, 5, 623, 624, 625, 2000] {
      var (one, other) = (RandomGenerator(seed: 3), RandomGenerator(seed: 3))
      let values = FloatBuffer(count: count)
      // From the middle of a stretch of words.
      #expect(one.uniform() == other.uniform())
      values.withUnsafeMutableBufferPointer { one.fillUniform($0) }
      #expect(values.values == (0..<count).map { _ in other.uniform() })
      #expect(one.state == other.state)
    }
  }

  @Test func anOrderThatIsLongGrowsFromItsFront() {
    // PyTorch takes this way from 214,748,364 numbers on, which no test has the memory for.
    var (random, words) = (RandomGenerator(seed: 5), RandomGenerator(seed: 5))
    let order = random.longPermutation(1000)
    var expected: [Int] = []
    for index in 0..<1000 {
      let other = Int((words.next() as UInt64) % UInt64(index + 1))
      expected.append(index)
      expected.swapAt(index, other)
    }
    #expect(order == expected)
    #expect(order.sorted() == Array(0..<1000))
    #expect(random.state == words.state)
  }

  @Test func aStateIsDrawnOnFrom() throws {
    var random = RandomGenerator(seed: 9)
    for draws in [0, 1, 623, 1] {
      for _ in 0..<draws { _ = random.uniform() }
      // Three numbers leave the half of a pair.
      _ = random.normals(3)
      let text = try JSONEncoder().encode(random.state)
      var other = RandomGenerator(try JSONDecoder().decode(RandomGenerator.State.self, from: text))
      let copy = random
      #expect(other.normals(3).bits == random.normals(3).bits)
      #expect(other.permutation(700) == random.permutation(700))
      #expect(other.state == random.state)
      #expect(copy.state != random.state)
    }
  }

  @Test func aStateThatNoGeneratorIsInIsRefused() throws {
    let state = RandomGenerator(seed: 1).state
    #expect(RandomGenerator.State(words: state.words.dropLast(), place: 0, pending: nil) == nil)
    #expect(RandomGenerator.State(words: state.words, place: 625, pending: nil) == nil)
    #expect(RandomGenerator.State(words: state.words, place: -1, pending: nil) == nil)
    #expect(RandomGenerator.State(words: state.words, place: 0, pending: .nan) == nil)
    #expect(RandomGenerator.State(words: state.words, place: 624, pending: 1) != nil)
    let text = #"{"words": [1, 2], "place": 0}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RandomGenerator.State.self, from: Data(text.utf8))
    }
  }

  @Test func normalNumbersHaveTheSameBitsWithEachInstructionSet() {
    var random = RandomGenerator(seed: 4)
    let uniform = (0..<1600).map { _ in random.uniform() }
    let found = withEachInstructionSet { instructions in
      let values = FloatBuffer(uniform)
      let transform = instructions == .avx512 ? VectorRoutinesAVX512.normalBlocks : VectorRoutines.normalBlocks
      transform(NormalBlocks(values: values.pointer, blocks: 100, mean: 0.5, deviation: 2))
      return values.values.bits
    }
    #expect(found.allSatisfy { $0 == found.first })
  }
}
