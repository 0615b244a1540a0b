package import Basics
package import TensorMath

/// All eigenvalues and the leading eigenvectors of a symmetric matrix that is not large.
///
/// Householder's reflections make it tridiagonal and the implicit QL algorithm diagonal (Golub and Van Loan, "Matrix
/// Computations", 8.3). Some 9n³ operations, in double precision; rows are dealt to the threads, and the bits are the same
/// for any number of them.
package struct SymmetricMatrix {
  /// Rows, and columns.
  package let side: Int
  /// What is left of the matrix, `[side, side]`; the reflections' vectors are written over its rows.
  private let numbers: UnsafeMutablePointer<Double>
  /// The eigenvalues, from the largest to the smallest.
  package private(set) var values: [Double] = []
  /// The eigenvectors of the tridiagonal matrix, `[strip][vector][strip's numbers]`, and which is which.
  private var rotated: [Double] = []
  private var order: [Int] = []
  private var scales: [Double] = []

  private static let strip = 32

  /// Takes a matrix apart, which is overwritten and has to stay as long as vectors are asked for.
  package init(
    _ numbers: UnsafeMutablePointer<Double>, side: Int, compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) {
    self.side = side
    self.numbers = numbers
    var (diagonal, beside) = try makeTridiagonal(compute, stop)
    try diagonalize(&diagonal, &beside, compute, stop)
    order = (0..<side).sorted { (diagonal[$0], $1) > (diagonal[$1], $0) }
    values = order.map { diagonal[$0] }
  }

  /// The eigenvectors of the first eigenvalues, one after the other, each of length 1.
  package func vectors(_ count: Int, compute: ComputeContext, unless stop: StopFlag) throws(Interrupted) -> [Double] {
    precondition(count <= side, "There are no more vectors than rows.")
    var vectors = [Double](repeating: 0, count: count * side)
    let group = 16
    vectors.withUnsafeMutableBufferPointer { all in
      nonisolated(unsafe) let all = all
      compute.run((count + group - 1) / group) { task in
        if stop.isSet { return }
        let members = task * group..<min(count, task * group + group)
        for member in members {
          for place in 0..<side {
            all[member * side + place] =
              rotated[(place / Self.strip * side + order[member]) * Self.strip + place % Self.strip]
          }
        }
        guard let start = all.baseAddress else { return }
        for step in stride(from: side - 3, through: 0, by: -1) where scales[step] != 0 {
          let first = step + 1
          let reflection = numbers + step * side + first
          for member in members {
            let vector = start + member * side + first
            let factor = -scales[step] * dot(reflection, vector, side - first)
            addMultiple(factor, of: reflection, to: vector, side - first)
          }
        }
      }
    }
    try stop.check()
    return vectors
  }

  // MARK: - Reflections

  /// Reflects the matrix until it is tridiagonal: its diagonal, and what stands beside it.
  private mutating func makeTridiagonal(
    _ compute: ComputeContext, _ stop: StopFlag
  ) throws(Interrupted) -> (diagonal: [Double], beside: [Double]) {
    let side = side
    let numbers = numbers
    var diagonal = [Double](repeating: 0, count: side)
    var beside = diagonal
    scales = diagonal
    // The update by the reflection before is made in the pass that multiplies by the next, so that memory is read once.
    let vectors = UnsafeMutablePointer<Double>.allocate(capacity: 4 * side)
    vectors.initialize(repeating: 0, count: 4 * side)
    defer { vectors.deallocate() }
    var (old, new) = (vectors, vectors + side)
    let (weights, product) = (vectors + 2 * side, vectors + 3 * side)
    var isPending = false
    for step in 0..<side {
      try stop.check()
      let row = numbers + step * side
      if isPending {
        addMultiple(-old[step], of: weights + step, to: row + step, side - step)
        addMultiple(-weights[step], of: old + step, to: row + step, side - step)
      }
      diagonal[step] = row[step]
      let first = step + 1
      guard first < side else { break }
      let length = side - first
      let norm = dot(row + first, row + first, length).squareRoot()
      guard length > 1, norm > 0 else {
        beside[step] = row[first]
        // What is pending still has to be made: with nothing to multiply by, alone.
        if isPending {
          for other in first..<side {
            addMultiple(-old[other], of: weights + first, to: numbers + other * side + first, length)
            addMultiple(-weights[other], of: old + first, to: numbers + other * side + first, length)
          }
          isPending = false
        }
        continue
      }
      let head = row[first] > 0 ? -norm : norm
      beside[step] = head
      row[first] -= head
      let scale = 2 / dot(row + first, row + first, length)
      scales[step] = scale
      for place in first..<side { new[place] = row[place] }
      let (wasPending, before, reflection) = (isPending, old, new)
      let group = max(8, (length + 63) / 64)
      compute.run((length + group - 1) / group) { task in
        for other in first + task * group..<min(side, first + (task + 1) * group) {
          let line = numbers + other * side + first
          if wasPending {
            addMultiples(
              -before[other], of: weights + first, -weights[other], of: before + first, to: line, length)
          }
          product[other] = scale * dot(line, reflection + first, length)
        }
      }
      let half = scale / 2 * dot(product + first, new + first, length)
      for place in first..<side { weights[place] = product[place] - half * new[place] }
      swap(&old, &new)
      isPending = true
    }
    return (diagonal, beside)
  }

  // MARK: - Rotations

  /// Rotates the tridiagonal matrix until it is diagonal, and the vectors with it.
  private mutating func diagonalize(
    _ diagonal: inout [Double], _ beside: inout [Double], _ compute: ComputeContext, _ stop: StopFlag
  ) throws(Interrupted) {
    let side = side
    let strips = (side + Self.strip - 1) / Self.strip
    rotated = [Double](repeating: 0, count: strips * side * Self.strip)
    for place in 0..<side { rotated[(place / Self.strip * side + place) * Self.strip + place % Self.strip] = 1 }
    var rotations: [Rotation] = []
    let limit = 32 * side + 64
    rotations.reserveCapacity(limit + side)
    let largest = zip(diagonal, beside).map { abs($0) + abs($1) }.max() ?? 0
    for low in 0..<side {
      for _ in 0..<100 {
        var high = low
        while high + 1 < side {
          let near = max(abs(diagonal[high]) + abs(diagonal[high + 1]), .ulpOfOne * largest)
          if abs(beside[high]) <= .ulpOfOne * near { break }
          high += 1
        }
        guard high > low else { break }
        rotate(&diagonal, &beside, low, high, &rotations)
        guard rotations.count >= limit else { continue }
        try stop.check()
        apply(rotations, compute)
        rotations.removeAll(keepingCapacity: true)
      }
    }
    try stop.check()
    apply(rotations, compute)
  }

  /// One sweep of the implicit QL algorithm from `high` down to `low`.
  private func rotate(
    _ diagonal: inout [Double], _ beside: inout [Double], _ low: Int, _ high: Int, _ rotations: inout [Rotation]
  ) {
    let middle = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low])
    let root = (middle * middle + 1).squareRoot()
    var shifted = diagonal[high] - diagonal[low] + beside[low] / (middle + (middle < 0 ? -root : root))
    var (sine, cosine, moved) = (1.0, 1.0, 0.0)
    for place in (low..<high).reversed() {
      let (across, along) = (sine * beside[place], cosine * beside[place])
      let length = hypotenuse(across, shifted)
      beside[place + 1] = length
      guard length > 0 else {
        diagonal[place + 1] -= moved
        beside[high] = 0
        return
      }
      sine = across / length
      cosine = shifted / length
      let base = diagonal[place + 1] - moved
      let rest = (diagonal[place] - base) * sine + 2 * cosine * along
      moved = sine * rest
      diagonal[place + 1] = base + moved
      shifted = cosine * rest - along
      rotations.append(Rotation(place: place, cosine: cosine, sine: sine))
    }
    diagonal[low] -= moved
    beside[low] = shifted
    beside[high] = 0
  }

  private struct Rotation {
    let place: Int
    let cosine, sine: Double
  }

  /// Rotates the vectors, strip by strip, each of which stays near the processor meanwhile.
  private mutating func apply(_ rotations: [Rotation], _ compute: ComputeContext) {
    let side = side
    let strip = Self.strip
    rotated.withUnsafeMutableBufferPointer { rotated in
      guard let start = rotated.baseAddress else { return }
      nonisolated(unsafe) let base = UnsafeMutableRawPointer(start)
      compute.run(rotated.count / (side * strip)) { task in
        let vectors = base + task * side * strip * 8
        for rotation in rotations {
          let lower = vectors + rotation.place * strip * 8
          let upper = lower + strip * 8
          for offset in stride(from: 0, to: strip * 8, by: 64) {
            let a = (lower + offset).load(as: SIMD8<Double>.self)
            let b = (upper + offset).load(as: SIMD8<Double>.self)
            (lower + offset).storeBytes(of: a * rotation.cosine - b * rotation.sine, as: SIMD8<Double>.self)
            (upper + offset).storeBytes(of: a * rotation.sine + b * rotation.cosine, as: SIMD8<Double>.self)
          }
        }
      }
    }
  }
}

/// √(a² + b²), without overflow between.
private func hypotenuse(_ a: Double, _ b: Double) -> Double {
  let (large, small) = (max(abs(a), abs(b)), min(abs(a), abs(b)))
  guard large > 0 else { return 0 }
  let ratio = small / large
  return large * (1 + ratio * ratio).squareRoot()
}
