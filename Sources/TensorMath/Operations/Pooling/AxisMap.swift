/// A linear map along one axis of an image: each place of the result is a weighted sum of a few places before it.
final class AxisMap: @unchecked Sendable {
  /// A place that takes part in a sum, and its weight.
  typealias Tap = (place: Int, weight: Double)

  /// Places before.
  let inputs: Int
  /// Places of the result.
  let outputs: Int
  /// Where each result's taps begin in the list, and after the last one where the list ends.
  let starts: UnsafeMutablePointer<Int32>
  /// The taps' places.
  let places: UnsafeMutablePointer<Int32>
  /// The taps' weights.
  let weights: MutableFloats

  /// The map whose results have the taps that `taps` gives; a place named twice counts with the sum of its weights, and
  /// one without weight not at all.
  convenience init(inputs: Int, outputs: Int, taps: (Int) -> [Tap]) {
    var lists: [[Tap]] = []
    for output in 0..<outputs {
      var list: [Tap] = []
      for tap in taps(output) {
        if let same = list.firstIndex(where: { $0.place == tap.place }) {
          list[same].weight += tap.weight
        } else {
          list.append(tap)
        }
      }
      lists.append(list.filter { $0.weight != 0 })
    }
    self.init(inputs: inputs, lists: lists)
  }

  private init(inputs: Int, lists: [[Tap]]) {
    self.inputs = inputs
    outputs = lists.count
    starts = .allocate(capacity: outputs + 1)
    let count = lists.reduce(0) { $0 + $1.count }
    places = .allocate(capacity: count)
    weights = .allocate(capacity: count)
    var next = 0
    for (output, list) in lists.enumerated() {
      starts[output] = Int32(next)
      for tap in list {
        places[next] = Int32(tap.place)
        weights[next] = Float(tap.weight)
        next += 1
      }
    }
    starts[outputs] = Int32(next)
  }

  deinit {
    starts.deallocate()
    places.deallocate()
    weights.deallocate()
  }

  /// The most taps in a map.
  static let tapLimit = 1 << 24

  /// The map of the gradients, from the results back to the places before.
  var transposed: AxisMap {
    var lists = [[Tap]](repeating: [], count: inputs)
    for output in 0..<outputs {
      for tap in taps(of: output) { lists[Int(places[tap])].append((output, Double(weights[tap]))) }
    }
    return AxisMap(inputs: outputs, lists: lists)
  }

  /// Where a result's taps stand in the list.
  func taps(of output: Int) -> Range<Int> { Int(starts[output])..<Int(starts[output + 1]) }

  /// The bytes of the tables.
  var bytes: Int { (outputs + 1) * 4 + Int(starts[outputs]) * 8 }
}
