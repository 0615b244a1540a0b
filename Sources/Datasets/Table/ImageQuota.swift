internal import Basics
package import Options

/// How many images of a data set are wanted: the first of all, the first of each class, or the first of these.
package struct ImageQuota: Hashable, Sendable {
  /// The first so many images. What a source need not read for it, it may leave unread.
  package static let limit = OptionKey<Int>("limit", .whole(from: 1), "only the first so many images")
  package static let perClass = OptionKey<Int>(
    "per-class", .whole(from: 1), "only the first so many images of each class, in the set's order")

  /// The options that every data set has.
  static let options = [limit.declaration, perClass.declaration]

  let limit: Int?
  let perClass: Int?

  init(_ options: OptionValues) {
    limit = options[ifGiven: Self.limit]
    perClass = options[ifGiven: Self.perClass]
  }

  /// What a source is told: all of it where it knows both itself, or else the limit, where it is one of all images.
  func options(_ options: OptionValues, for source: TermDeclaration) -> OptionValues {
    let perClass = Self.perClass.declaration.name
    guard !source.options.contains(where: { $0.name == perClass }) else { return options }
    var own = options
    own[perClass] = nil
    if self.perClass != nil { own[Self.limit.declaration.name] = nil }
    return own
  }

  /// What is known of the images that are left of some.
  func preview(_ all: DatasetPreview) -> DatasetPreview {
    var left = all
    // How many a class has, the images alone tell, or a source that has left the others out already.
    left.count = perClass == nil || all.isWithinQuota ? all.count.map { min($0, limit ?? $0) } : nil
    return left
  }

  /// The images that are left of a set; what few are left do not hold on to the memory of all.
  func applied(to set: ImageSet) throws -> ImageSet {
    var left = set
    if let perClass { left = try set.first(perClass, ofEachClassFor: Self.perClass.declaration.name) }
    if let limit { left = left.taking(limit) }
    return left.count < set.count / 2 ? left.copied() : left
  }
}

extension ImageSet {
  /// The first `number` images of each class, in the set's order; throws where there are no labels.
  fileprivate func first(_ number: Int, ofEachClassFor option: String) throws -> ImageSet {
    guard let labels, !classNames.isEmpty else {
      throw DatasetError.badOption(option, dataset: name, found: "a set without classes", expected: "one with labels")
    }
    var left = [Int](repeating: number, count: classNames.count)
    return try picking(
      labels.indices.filter { index in
        left[labels[index]] -= 1
        return left[labels[index]] >= 0
      })
  }

  /// The same images in memory of their own.
  fileprivate func copied() -> ImageSet {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * shape.elementCount)
    for index in 0..<count { withPixels(at: index) { pixels += $0 } }
    return ImageSet(
      name: name, split: split, shape: shape, classNames: classNames, pixels: pixels, labels: labels)
  }
}
