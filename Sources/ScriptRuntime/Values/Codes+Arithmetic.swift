import Basics

extension Codes {
  /// A code by hand, a list of numbers, or several of one length; nil where the value is anything else.
  init?(byHand value: Value) {
    guard [.list, .range].contains(value.type), !value.isForeseen else { return nil }
    var rows: [[Float]] = []
    if case .list(let values) = value, let first = values.first, [.list, .range].contains(first.type) {
      rows = values.map { $0.expanded.compactMap { $0.number.map(Float.init) } }
      guard zip(rows, values).allSatisfy({ $0.count == $1.expanded.count }) else { return nil }
    } else {
      let numbers = value.expanded
      rows = [numbers.compactMap { $0.number.map(Float.init) }]
      guard rows[0].count == numbers.count else { return nil }
    }
    guard let latent = rows.first?.count, latent > 0, rows.allSatisfy({ $0.count == latent }) else { return nil }
    self.init(latent: latent, values: rows.flatMap(\.self))
  }

  /// The sums, differences or other combinations of numbers in the same places; a single code goes with each of many.
  ///
  /// The classes are those of the codes that there are many of, or of the first ones.
  /// - Precondition: The codes are of one length, and as many, or one side is a single one.
  func combined(with other: Codes, _ combine: (Float, Float) -> Float) -> Codes {
    precondition(latent == other.latent && (count == other.count || count == 1 || other.count == 1))
    let count = max(count, other.count)
    let many = self.count >= other.count ? self : other
    let values = (0..<count * latent).map { place in
      combine(
        self.values[self.count == 1 ? place % latent : place], other.values[other.count == 1 ? place % latent : place])
    }
    return Codes(latent: latent, values: values, labels: many.labels, classNames: many.classNames)
  }

  /// The codes with each number changed.
  func mapped(_ change: (Float) -> Float) -> Codes {
    Codes(latent: latent, values: values.map(change), labels: labels, classNames: classNames)
  }

  /// The mean code.
  var mean: Codes {
    var sums = [Double](repeating: 0, count: latent)
    for code in 0..<count { for number in 0..<latent { sums[number] += Double(values[code * latent + number]) } }
    return Codes(latent: latent, values: sums.map { Float($0 / Double(count)) })
  }
}
