package import Basics
package import TensorMath

/// The largest eigenvalues of a symmetric matrix that has no negative ones, and their vectors.
///
/// Where few are asked for of a large matrix, they are found in a block Krylov space, orthogonalised twice, by
/// Rayleigh and Ritz; it grows until no residual is larger than 10⁻⁶ of its eigenvalue. Elsewhere the whole matrix is
/// taken apart.
package struct LeadingEigenvectors {
  /// The eigenvalues, from the largest on.
  package let values: [Double]
  /// Their vectors, `[count, side]`.
  package let vectors: [Double]
  /// Dimensions of the space that they were found in; all that there are where the whole matrix was taken apart.
  package let dimension: Int

  private static let block = MatrixProduct.columns
  /// Residuals, as a part of the eigenvalue.
  private static let tolerance = 1e-6

  /// Finds so many of them; the matrix may be overwritten.
  package init(
    _ count: Int, of matrix: UnsafeMutablePointer<Double>, side: Int, compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) {
    precondition((1...side).contains(count), "A matrix has as many eigenvalues as rows.")
    var space = KrylovSpace(matrix, side: side)
    var target = (count * 5 / 2 + 96) / Self.block * Self.block
    while side > 256, target < side * 3 / 5 {
      while space.dimension < target { try space.grow(compute, stop) }
      if let found = try space.leading(count, within: Self.tolerance, compute, stop) {
        (values, vectors) = found
        dimension = space.dimension
        return
      }
      target = target * 7 / 5 / Self.block * Self.block
    }
    let whole = try SymmetricMatrix(matrix, side: side, compute: compute, unless: stop)
    values = Array(whole.values.prefix(count))
    vectors = try whole.vectors(count, compute: compute, unless: stop)
    dimension = side
  }
}

/// The space of a block of random vectors and the matrix's products with it, again and again.
private struct KrylovSpace {
  let matrix: UnsafeMutablePointer<Double>
  let side: Int
  /// Vectors so far, a multiple of 16, each of length 1 and at right angles to all others: `[dimension, side]`.
  private var basis: [Double] = []
  private(set) var dimension = 0
  /// The matrix as the basis sees it: for each block its sixteen columns, `[rows so far][16]`.
  private var projected: [[Double]] = []
  /// The next block, `[side][16]`, and what it has of the product with the last block, `[16][16]`.
  private var next: [Double]
  private var coupling: [Double] = []
  private var noise = Noise()

  private static let block = MatrixProduct.columns

  init(_ matrix: UnsafeMutablePointer<Double>, side: Int) {
    self.matrix = matrix
    self.side = side
    next = [Double](repeating: 0, count: side * Self.block)
    for place in next.indices { next[place] = noise.next() }
    _ = orthonormalize()
  }

  /// Takes the next block into the basis, and makes another of its product with the matrix.
  mutating func grow(_ compute: ComputeContext, _ stop: StopFlag) throws(Interrupted) {
    try stop.check()
    let block = Self.block
    basis.reserveCapacity((dimension + block) * side)
    for column in 0..<block { for place in 0..<side { basis.append(next[place * block + column]) } }
    dimension += block
    var product = [Double](repeating: 0, count: side * block)
    next.withUnsafeBufferPointer { next in
      product.withUnsafeMutableBufferPointer { product in
        guard let next = next.baseAddress, let product = product.baseAddress else { return }
        MatrixProduct.product(
          into: product, rows: side, input: next, terms: side, numbers: matrix, rowStride: side, termStride: 1,
          compute: compute)
      }
    }
    next = product
    projected.append(removeBasis(compute))
    coupling = orthonormalize()
    _ = removeBasis(compute)
    _ = orthonormalize()
  }

  /// Takes from the next block what lies in the basis, and returns it as the basis sees it, `[dimension][16]`.
  private mutating func removeBasis(_ compute: ComputeContext) -> [Double] {
    let (block, side, dimension) = (Self.block, side, dimension)
    var parts = [Double](repeating: 0, count: dimension * block)
    basis.withUnsafeBufferPointer { basis in
      next.withUnsafeMutableBufferPointer { next in
        parts.withUnsafeMutableBufferPointer { parts in
          guard let basis = basis.baseAddress, let next = next.baseAddress, let parts = parts.baseAddress else {
            return
          }
          MatrixProduct.product(
            into: parts, rows: dimension, input: next, terms: side, numbers: basis, rowStride: side, termStride: 1,
            compute: compute)
          for place in 0..<dimension * block { parts[place].negate() }
          MatrixProduct.product(
            into: next, rows: side, input: parts, terms: dimension, numbers: basis, rowStride: 1, termStride: side,
            adds: true, compute: compute)
          for place in 0..<dimension * block { parts[place].negate() }
        }
      }
    }
    return parts
  }

  /// Makes the next block's columns vectors of length 1 at right angles to each other, and returns what they were made of,
  /// an upper triangle `[16][16]`. A column that lies in the others gives way to a random one.
  private mutating func orthonormalize() -> [Double] {
    let (block, side) = (Self.block, side)
    var triangle = [Double](repeating: 0, count: block * block)
    var columns = (0..<block).map { column in (0..<side).map { next[$0 * block + column] } }
    for column in 0..<block {
      let before = length(columns[column])
      for _ in 0..<2 {
        for (other, part) in removeEarlier(column, from: &columns).enumerated() {
          triangle[other * block + column] += part
        }
      }
      var norm = length(columns[column])
      if norm > 1e-13 * before, norm > 1e-290 {
        triangle[column * block + column] = norm
      } else {
        for place in 0..<side { columns[column][place] = noise.next() }
        for _ in 0..<2 { _ = removeEarlier(column, from: &columns) }
        norm = length(columns[column])
      }
      for place in 0..<side { columns[column][place] /= norm }
    }
    for column in 0..<block { for place in 0..<side { next[place * block + column] = columns[column][place] } }
    return triangle
  }

  /// Takes from a column what lies in those before it, and returns how much of each that was.
  private func removeEarlier(_ column: Int, from columns: inout [[Double]]) -> [Double] {
    (0..<column).map { other in
      let part = columns[other].withUnsafeBufferPointer { other in
        columns[column].withUnsafeBufferPointer { dotted($0, other) }
      }
      columns[other].withUnsafeBufferPointer { other in
        columns[column].withUnsafeMutableBufferPointer { target in
          guard let other = other.baseAddress, let target = target.baseAddress else { return }
          addMultiple(-part, of: other, to: target, side)
        }
      }
      return part
    }
  }

  private func dotted(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
    return dot(a, b, side)
  }

  private func length(_ vector: [Double]) -> Double { vector.withUnsafeBufferPointer { dotted($0, $0) }.squareRoot() }

  /// The leading eigenvalues and vectors that the space holds; nil where one of them is not yet good enough.
  func leading(
    _ count: Int, within tolerance: Double, _ compute: ComputeContext, _ stop: StopFlag
  ) throws(Interrupted) -> ([Double], [Double])? {
    let (block, side, dimension) = (Self.block, side, dimension)
    let small = UnsafeMutablePointer<Double>.allocate(capacity: dimension * dimension)
    defer { small.deallocate() }
    for (index, columns) in projected.enumerated() {
      for row in 0..<(index + 1) * block {
        for column in 0..<block {
          let place = index * block + column
          small[row * dimension + place] = columns[row * block + column]
          small[place * dimension + row] = columns[row * block + column]
        }
      }
    }
    let solved = try SymmetricMatrix(small, side: dimension, compute: compute, unless: stop)
    let inBasis = try solved.vectors(count, compute: compute, unless: stop)
    let floor = (solved.values.first ?? 0) * 1e-12
    for member in 0..<count {
      let last = inBasis[(member + 1) * dimension - block..<(member + 1) * dimension]
      var residual = 0.0
      for row in 0..<block {
        let part = zip(coupling[row * block..<(row + 1) * block], last).reduce(0) { $0 + $1.0 * $1.1 }
        residual += part * part
      }
      guard residual.squareRoot() <= max(tolerance * solved.values[member], floor) else { return nil }
    }
    var vectors = [Double](repeating: 0, count: count * side)
    var weights = [Double](repeating: 0, count: dimension * block)
    var product = [Double](repeating: 0, count: side * block)
    for first in stride(from: 0, to: count, by: block) {
      try stop.check()
      let columns = min(block, count - first)
      for place in 0..<dimension {
        for column in 0..<columns {
          weights[place * block + column] = inBasis[(first + column) * dimension + place]
        }
      }
      basis.withUnsafeBufferPointer { basis in
        product.withUnsafeMutableBufferPointer { product in
          weights.withUnsafeBufferPointer { weights in
            guard let basis = basis.baseAddress, let product = product.baseAddress, let weights = weights.baseAddress
            else { return }
            MatrixProduct.product(
              into: product, rows: side, input: weights, terms: dimension, numbers: basis, rowStride: 1,
              termStride: side, compute: compute)
          }
        }
      }
      for column in 0..<columns {
        for place in 0..<side { vectors[(first + column) * side + place] = product[place * block + column] }
      }
    }
    return (Array(solved.values.prefix(count)), vectors)
  }
}

/// Numbers between −1 and 1 without a pattern, the same every time: SplitMix64 (Steele, Lea and Flood 2014).
struct Noise {
  private var state: UInt64 = 0

  /// The next number.
  mutating func next() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-52 - 1
  }
}
