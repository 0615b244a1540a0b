public import Basics

extension ImageSet {
  /// The first `number` images, or all of them where there are fewer.
  public func taking(_ number: Int) -> ImageSet {
    self[0..<max(0, min(number, count))]
  }

  /// The images in `range`, which lies within the set.
  public subscript(range: Range<Int>) -> ImageSet {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "the range lies within the set")
    switch rows {
    case .range(let all):
      return selecting(.range(all.lowerBound + range.lowerBound..<all.lowerBound + range.upperBound))
    case .list(let list): return selecting(.list(Array(list[range])))
    }
  }

  /// The images at `indices`, in that order; an index may come more than once.
  ///
  /// Throws ``DatasetError/noSuchImage(index:count:set:)`` for an index outside the set.
  public func picking(_ indices: [Int]) throws -> ImageSet {
    for index in indices where index < 0 || index >= count {
      throw DatasetError.noSuchImage(index: index, count: count, set: name)
    }
    return selecting(.list(indices.map { rows[$0] }))
  }

  /// One image of each class, in the order of the classes: the first at or after the place of the
  /// one before it, going round to the beginning where the set ends.
  ///
  /// Throws where the set has no labels, or holds no image of one of its classes.
  public func onePerClass() throws -> ImageSet {
    guard let labels else { throw DatasetError.noLabels(set: name) }
    return try picking(try LabelOrder.onePerClass(labels, classNames: classNames, set: name))
  }

  /// The number of images of each class, in the order of ``classNames``; empty where there are no labels.
  public var classCounts: [Int] {
    guard let labels else { return [] }
    var counts = [Int](repeating: 0, count: classNames.count)
    for label in labels { counts[label] += 1 }
    return counts
  }

  /// The images as numbers from -1 to 1.
  public func normalised() -> Images {
    var values: [Float] = []
    values.reserveCapacity(count * shape.elementCount)
    for index in 0..<count { appendNormalised(index, to: &values) }
    return Images(shape: shape, values: values, labels: labels, classNames: classNames)
  }

  /// The images as numbers from -1 to 1; throws `Interrupted` where it is stopped.
  public func normalised(unless stop: StopFlag) throws(Interrupted) -> Images {
    var values: [Float] = []
    values.reserveCapacity(count * shape.elementCount)
    for index in 0..<count {
      try stop.check()
      appendNormalised(index, to: &values)
    }
    return Images(shape: shape, values: values, labels: labels, classNames: classNames)
  }

  private func appendNormalised(_ index: Int, to values: inout [Float]) {
    withPixels(at: index) { pixels in
      for pixel in pixels { values.append(PixelScale.normalised[Int(pixel)]) }
    }
  }
}

extension Images {
  /// The images at `indices`, in that order; an index may come more than once.
  ///
  /// Throws ``DatasetError/noSuchImage(index:count:set:)`` for an index outside of them, and `Interrupted` where it is
  /// stopped.
  public func picking(_ indices: [Int], unless stop: StopFlag = StopFlag()) throws -> Images {
    var picked: [Float] = []
    picked.reserveCapacity(indices.count * shape.elementCount)
    for index in indices {
      try stop.check()
      guard (0..<count).contains(index) else {
        throw DatasetError.noSuchImage(index: index, count: count, set: "the set of images")
      }
      picked += self[index]
    }
    return Images(
      shape: shape, values: picked, labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames)
  }

  /// One image of each class, as ``ImageSet/onePerClass()`` picks them.
  public func onePerClass(unless stop: StopFlag = StopFlag()) throws -> Images {
    guard let labels else { throw DatasetError.noLabels(set: "the set of images") }
    return try picking(
      try LabelOrder.onePerClass(labels, classNames: classNames, set: "the set of images"), unless: stop)
  }
}

extension Images {
  /// The images of several sets, one after the other; classes of one name are one class, and where a set has no labels, none
  /// has.
  /// - Precondition: There is a set, and all images are of one shape.
  public init(joining sets: [Images]) {
    precondition(!sets.isEmpty && sets.allSatisfy { $0.shape == sets[0].shape }, "The images are of one shape.")
    var names: [String] = []
    for name in sets.flatMap(\.classNames) where !names.contains(name) { names.append(name) }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let labels = sets.map { set in
      set.labels.map { labels in
        labels.map { set.classNames.indices.contains($0) ? numbers[set.classNames[$0]] ?? $0 : $0 }
      }
    }
    let known = labels.compactMap(\.self)
    self.init(
      shape: sets[0].shape, values: sets.flatMap(\.values),
      labels: known.count == sets.count ? known.flatMap(\.self) : nil,
      classNames: known.count == sets.count ? names : [])
  }
}
