public import TensorMath

/// Deals the places of images into parts, at random.
public enum ImageDealing {
  /// The places in each part, so many of each; each part gets its share of every class where there are labels.
  ///
  /// Without labels one permutation of all is cut into the parts, as by `torch.utils.data.random_split`. With labels each
  /// class is dealt by a permutation of its own, in the order of the classes, and then each part is permuted.
  /// - Precondition: The sizes make up all of the images, and labels lie below `classes`.
  public static func deal(
    _ sizes: [Int], labels: [Int]?, classes: Int, generator: inout RandomGenerator
  ) -> [[Int]] {
    guard let labels else { return generator.split(sizes) }
    precondition(sizes.reduce(0, +) == labels.count, "the parts make up the whole")
    var places = [[Int]](repeating: [], count: classes)
    for (place, label) in labels.enumerated() { places[label].append(place) }
    for label in places.indices {
      let order = generator.permutation(places[label].count)
      places[label] = order.map { places[label][$0] }
    }
    var taken = [Int](repeating: 0, count: classes)
    return sizes.map { size in
      let left = places.indices.map { places[$0].count - taken[$0] }
      var part: [Int] = []
      part.reserveCapacity(size)
      for (label, count) in shares(of: size, among: left).enumerated() {
        part += places[label][taken[label]..<taken[label] + count]
        taken[label] += count
      }
      return generator.permutation(part.count).map { part[$0] }
    }
  }

  /// How many of each class are among `size` images of so many: the shares' whole parts, and one more of those with the
  /// largest rests, of the first where rests are the same.
  static func shares(of size: Int, among counts: [Int]) -> [Int] {
    let sum = counts.reduce(0, +)
    guard sum > 0 else { return counts }
    let exact = counts.map { $0.multipliedFullWidth(by: size) }.map { sum.dividingFullWidth($0) }
    var shares = exact.map { $0.quotient }
    let missing = size - shares.reduce(0, +)
    let byRest = exact.indices.sorted { (exact[$1].remainder, $0) < (exact[$0].remainder, $1) }
    for label in byRest.prefix(max(0, missing)) { shares[label] += 1 }
    return shares
  }
}
