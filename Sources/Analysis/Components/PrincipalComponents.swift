public import Basics
public import TensorMath

/// The directions in which rows of numbers differ most: principal component analysis, as scikit-learn does it.
///
/// Rows are centred; a variance is over n − 1; of each component the loading that is largest in size is positive
/// (scikit-learn 1.5 and later, `svd_flip` with `u_based_decision=False`). The covariance is summed in double precision
/// over stretches of a thousand rows in single precision, and its eigenvectors are found in double precision.
public struct PrincipalComponents: Sendable {
  /// Numbers in a row.
  public let width: Int
  /// Rows that the components were found from.
  public let count: Int
  /// The mean row.
  public let mean: [Float]
  /// The directions, each of length 1 and at right angles to all others, `[count of variances, width]`.
  public let components: [Float]
  /// The variance along each direction, from the largest on.
  public let variances: [Double]
  /// The variance of the rows in all directions together.
  public let totalVariance: Double

  /// The numbers in a code.
  public var latent: Int { variances.count }

  /// The part of the variance that the directions hold, from 0 to 1; 1 where nothing varies.
  public var share: Double { totalVariance > 0 ? min(1, variances.reduce(0, +) / totalVariance) : 1 }

  /// The parts of the variance that the first direction holds, the first two, and so on; 1 where nothing varies.
  public var shares: [Double] {
    var sum = 0.0
    return variances.map { variance in
      sum += variance
      return totalVariance > 0 ? min(1, sum / totalVariance) : 1
    }
  }

  private static let stretch = 1024

  /// Fits the first components of rows that `read` gives, a range of them at a time and in order, twice.
  ///
  /// The covariance is that of columns where there are more rows than columns, and of rows elsewhere.
  /// - Parameters:
  ///   - components: At least 1, and at most `count` and `width`.
  ///   - read: Writes rows, `[range, width]`, row-major.
  /// - Throws: ``Interrupted``, ``NotFinite``, and what `read` throws.
  /// - Complexity: O(count · width · min(count, width)), and memory of 8 · min(count, width)² bytes.
  public static func fit(
    count: Int, width: Int, components: Int, compute: ComputeContext, unless stop: StopFlag,
    read: (_ rows: Range<Int>, _ into: UnsafeMutableBufferPointer<Float>) throws -> Void
  ) throws -> PrincipalComponents {
    precondition(
      components >= 1 && components <= min(count, width), "There are no more components than rows, or columns.")
    return try withoutActuallyEscaping(read) { read in
      try fit(
        CentredRows(count: count, width: width, stop: stop, read: read), components: components, compute, stop)
    }
  }

  private static func fit(
    _ rows: CentredRows, components: Int, _ compute: ComputeContext, _ stop: StopFlag
  ) throws -> PrincipalComponents {
    let (count, width) = (rows.count, rows.width)
    let side = min(count, width)
    let (area, overflow) = side.multipliedReportingOverflow(by: side)
    precondition(!overflow, "Such a matrix cannot be counted.")
    let matrix = UnsafeMutablePointer<Double>.allocate(capacity: area)
    defer { matrix.deallocate() }
    matrix.initialize(repeating: 0, count: area)
    var sumOfSquares = 0.0
    if count >= width {
      try rows.forEachStretch(stretch) { range, numbers in
        sumOfSquares += squares(numbers, range.count * width)
        MatrixProduct.addCrossProducts(
          of: numbers, count: range.count, width: width, into: matrix, compute: compute)
      }
    } else {
      let all = try rows.all()
      sumOfSquares = all.withUnsafeBufferPointer { $0.baseAddress.map { squares($0, count * width) } ?? 0 }
      try addRowProducts(all, count: count, width: width, into: matrix, compute, stop)
    }
    for row in 0..<side { for column in 0..<row { matrix[row * side + column] = matrix[column * side + row] } }
    let found = try LeadingEigenvectors(components, of: matrix, side: side, compute: compute, unless: stop)
    var directions = found.vectors
    if count < width {
      directions = try spread(found.vectors, of: try rows.all(), count: count, width: width, stop)
    }
    let degrees = Double(max(count - 1, 1))
    return PrincipalComponents(
      width: width, count: count, mean: rows.mean.map(Float.init), components: signed(directions, width: width),
      variances: found.values.map { max(0, $0) / degrees }, totalVariance: sumOfSquares / degrees)
  }

  /// Fits the first components of rows, `[n, width]`, row-major.
  /// - Throws: ``Interrupted`` and ``NotFinite``.
  public static func fit(
    _ rows: [Float], width: Int, components: Int, compute: ComputeContext, unless stop: StopFlag
  ) throws -> PrincipalComponents {
    precondition(width > 0 && rows.count % width == 0, "The rows have another width.")
    return try fit(count: rows.count / width, width: width, components: components, compute: compute, unless: stop) {
      range, target in
      for place in 0..<range.count * width { target[place] = rows[range.lowerBound * width + place] }
    }
  }

  /// The same with fewer components.
  public func first(_ size: Int) -> PrincipalComponents {
    precondition((1...latent).contains(size), "There are not so many components.")
    return PrincipalComponents(
      width: width, count: count, mean: mean, components: Array(components.prefix(size * width)),
      variances: Array(variances.prefix(size)), totalVariance: totalVariance)
  }

  /// A number among the rows is none, or infinite.
  public struct NotFinite: Error, Hashable, CustomStringConvertible {
    /// The row, counted from 0.
    public let row: Int
    /// The error in words.
    public var description: String { "row \(row) holds a number that is not finite" }
  }

  // MARK: - Few rows

  /// Adds the products of every two rows to a matrix of them, on and above its diagonal.
  private static func addRowProducts(
    _ rows: [Float], count: Int, width: Int, into matrix: UnsafeMutablePointer<Double>, _ compute: ComputeContext,
    _ stop: StopFlag
  ) throws(Interrupted) {
    for first in Swift.stride(from: 0, to: width, by: stretch) {
      try stop.check()
      let columns = min(stretch, width - first)
      var turned = [Float](repeating: 0, count: columns * count)
      for row in 0..<count {
        for column in 0..<columns { turned[column * count + row] = rows[row * width + first + column] }
      }
      turned.withUnsafeBufferPointer { turned in
        guard let turned = turned.baseAddress else { return }
        MatrixProduct.addCrossProducts(of: turned, count: columns, width: count, into: matrix, compute: compute)
      }
    }
  }

  /// Makes of the eigenvectors of the rows' products directions among the columns. Where the rows vary no more, any
  /// direction will do that stands at right angles to all before it.
  private static func spread(
    _ vectors: [Double], of rows: [Float], count: Int, width: Int, _ stop: StopFlag
  ) throws(Interrupted) -> [Double] {
    let members = vectors.count / count
    var noise = Noise()
    var directions = [Double](repeating: 0, count: members * width)
    for member in 0..<members {
      try stop.check()
      var direction = [Double](repeating: 0, count: width)
      for row in 0..<count {
        let weight = vectors[member * count + row]
        for column in 0..<width { direction[column] += weight * Double(rows[row * width + column]) }
      }
      let before = norm(direction)
      removeEarlier(directions, member, from: &direction)
      while !(norm(direction) > 1e-5 * before) || before == 0 {
        for column in 0..<width { direction[column] = noise.next() }
        removeEarlier(directions, member, from: &direction)
        if norm(direction) > 1e-5 { break }
      }
      let length = norm(direction)
      for column in 0..<width { directions[member * width + column] = direction[column] / length }
    }
    return directions
  }

  private static func removeEarlier(_ directions: [Double], _ members: Int, from direction: inout [Double]) {
    let width = direction.count
    direction.withUnsafeMutableBufferPointer { direction in
      directions.withUnsafeBufferPointer { directions in
        guard let direction = direction.baseAddress, let directions = directions.baseAddress else { return }
        for _ in 0..<2 {
          for member in 0..<members {
            let other = directions + member * width
            addMultiple(-dot(other, direction, width), of: other, to: direction, width)
          }
        }
      }
    }
  }

  private static func norm(_ vector: [Double]) -> Double {
    vector.withUnsafeBufferPointer { $0.baseAddress.map { dot($0, $0, vector.count) } ?? 0 }.squareRoot()
  }

  // MARK: - Signs

  /// The directions in single precision, the loading of each that is largest in size being positive.
  private static func signed(_ directions: [Double], width: Int) -> [Float] {
    var signed = [Float](repeating: 0, count: directions.count)
    for first in Swift.stride(from: 0, to: directions.count, by: width) {
      var largest = 0.0
      for place in first..<first + width where abs(directions[place]) > abs(largest) { largest = directions[place] }
      let sign: Double = largest < 0 ? -1 : 1
      for place in first..<first + width { signed[place] = Float(sign * directions[place]) }
    }
    return signed
  }

  private static func squares(_ numbers: UnsafePointer<Float>, _ count: Int) -> Double {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    var place = 0
    while place + 4 <= count {
      let (w, x) = (Double(numbers[place]), Double(numbers[place + 1]))
      let (y, z) = (Double(numbers[place + 2]), Double(numbers[place + 3]))
      a += w * w
      b += x * x
      c += y * y
      d += z * z
      place += 4
    }
    while place < count {
      a += Double(numbers[place]) * Double(numbers[place])
      place += 1
    }
    return (a + b) + (c + d)
  }
}
