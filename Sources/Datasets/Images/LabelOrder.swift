/// Where the images of each class lie, and whether they lie class by class.
enum LabelOrder {
  /// One place of each class, in the order of the classes: the first at or after the place of the one before it, going
  /// round to the beginning.
  static func onePerClass(_ labels: [Int], classNames: [String], set: String) throws -> [Int] {
    var found: [Int] = []
    var position = 0
    for label in classNames.indices {
      guard
        let next = labels[position...].firstIndex(of: label) ?? labels[..<position].firstIndex(of: label)
      else { throw DatasetError.noImageOfClass(classNames[label], set: set, count: labels.count) }
      found.append(next)
      position = next
    }
    return found
  }

  /// Whether labels change far more seldom from one to the next than they would in a random order: less than a quarter
  /// as often.
  ///
  /// In a random order of `n` labels, `n_k` of them of class `k`, neighbours differ `Σ n_k (n − n_k) / n` times in the
  /// mean.
  static func isSorted(_ labels: [Int], classes: Int) -> Bool {
    guard labels.count > 1 else { return false }
    var counts = [Int](repeating: 0, count: classes)
    var changes = 0
    for (index, label) in labels.enumerated() {
      counts[label] += 1
      if index > 0, label != labels[index - 1] { changes += 1 }
    }
    let count = Double(labels.count)
    let expected = counts.reduce(0.0) { $0 + Double($1) * (count - Double($1)) / count }
    return Double(changes) * 4 < expected
  }
}

extension ImageSet {
  /// Whether each image has a label.
  public var hasLabels: Bool { count > 0 ? label(at: 0) != nil : !classNames.isEmpty }

  /// Whether the images lie class by class, or in long runs of one class; no where there are no labels.
  public var isSortedByClass: Bool { labels.map { LabelOrder.isSorted($0, classes: classNames.count) } ?? false }
}

extension Images {
  /// Whether the images lie class by class, or in long runs of one class; no where there are no labels.
  public var isSortedByClass: Bool {
    labels.map { LabelOrder.isSorted($0, classes: ($0.max() ?? 0) + 1) } ?? false
  }
}
