public import Basics
public import TensorMath

/// What simple rules can tell of classes by codes alone: the part of other codes whose class they name.
public enum Probes {
  /// The accuracy of a linear rule: ridge regression on the classes' indicators, of columns of mean 0 and deviation
  /// 1, with a penalty of 1 (scikit-learn's `RidgeClassifier` behind a `StandardScaler`).
  ///
  /// Each class has targets of 1 and −1; the class with the largest prediction is named.
  /// - Parameters:
  ///   - rows: `[n, width]`, with `labels`, from which it learns.
  ///   - others: `[m, width]`, with `otherLabels`, on which it is tried.
  /// - Complexity: O(n · width² + width³).
  public static func linearAccuracy(
    _ rows: [Float], labels: [Int], others: [Float], otherLabels: [Int], width: Int, compute: ComputeContext,
    unless stop: StopFlag
  ) throws(Interrupted) -> Double {
    precondition(rows.count == labels.count * width && others.count == otherLabels.count * width, "A label a row.")
    precondition(!labels.isEmpty && !otherLabels.isEmpty, "There is something to learn, and to try.")
    let scaled = StandardScale(rows, width: width)
    let classes = Set(labels).sorted()
    let numbers = scaled.apply(rows)
    var products = [Double](repeating: 0, count: width * width)
    for first in stride(from: 0, to: labels.count, by: 1024) {
      try stop.check()
      let count = min(1024, labels.count - first)
      numbers.withUnsafeBufferPointer { numbers in
        products.withUnsafeMutableBufferPointer { products in
          guard let numbers = numbers.baseAddress, let products = products.baseAddress else { return }
          MatrixProduct.addCrossProducts(
            of: numbers + first * width, count: count, width: width, into: products, compute: compute)
        }
      }
    }
    // What the columns have to do with each class; the targets are centred, as the columns are.
    var targets = [Double](repeating: 0, count: classes.count * width)
    var offsets = [Double](repeating: 0, count: classes.count)
    for (number, label) in classes.enumerated() {
      try stop.check()
      let share = Double(labels.count { $0 == label }) / Double(labels.count)
      offsets[number] = 2 * share - 1
      for row in labels.indices {
        let target = (labels[row] == label ? 1.0 : -1) - offsets[number]
        for column in 0..<width { targets[number * width + column] += target * Double(numbers[row * width + column]) }
      }
    }
    for column in 0..<width { products[column * width + column] += 1 }
    try solve(&products, &targets, width: width, stop)
    let tried = scaled.apply(others)
    var right = 0
    for row in otherLabels.indices {
      var best = (value: -Double.infinity, label: classes[0])
      for (number, label) in classes.enumerated() {
        var value = offsets[number]
        for column in 0..<width { value += targets[number * width + column] * Double(tried[row * width + column]) }
        if value > best.value { best = (value, label) }
      }
      if best.label == otherLabels[row] { right += 1 }
    }
    return Double(right) / Double(otherLabels.count)
  }

  /// The accuracy of the class of the nearest row, by Euclidean distance; `progress` is told how many of the others
  /// are done.
  /// - Complexity: O(n · m · width).
  public static func neighbourAccuracy(
    _ rows: [Float], labels: [Int], others: [Float], otherLabels: [Int], width: Int, compute: ComputeContext,
    unless stop: StopFlag, progress: (_ done: Int) -> Void = { _ in }
  ) throws(Interrupted) -> Double {
    let (count, piece) = (otherLabels.count, 1024)
    var right = 0
    for first in stride(from: 0, to: count, by: piece) {
      let last = min(count, first + piece)
      let nearest = try NearestNeighbours(
        1, of: Array(others[first * width..<last * width]), among: rows, width: width, compute: compute, unless: stop)
      right += zip(nearest.places, otherLabels[first..<last]).count { labels[$0] == $1 }
      progress(last)
    }
    return Double(right) / Double(count)
  }

  /// Solves `A x = b` for several b, `[several, width]`, by Cholesky's decomposition of A's upper half.
  private static func solve(
    _ matrix: inout [Double], _ sides: inout [Double], width: Int, _ stop: StopFlag
  ) throws(Interrupted) {
    // The rows of Rᵀ R = A, each less what those above it take.
    for row in 0..<width {
      try stop.check()
      let root = max(matrix[row * width + row], .leastNormalMagnitude).squareRoot()
      for column in row..<width { matrix[row * width + column] /= root }
      matrix.withUnsafeMutableBufferPointer { matrix in
        guard let base = matrix.baseAddress else { return }
        for below in row + 1..<max(width, row + 1) {
          addMultiple(
            -base[row * width + below], of: base + row * width + below, to: base + below * width + below, width - below)
        }
      }
    }
    for first in stride(from: 0, to: sides.count, by: width) {
      for row in 0..<width {
        sides[first + row] /= matrix[row * width + row]
        for below in row + 1..<max(width, row + 1) {
          sides[first + below] -= matrix[row * width + below] * sides[first + row]
        }
      }
      for row in (0..<width).reversed() {
        for right in row + 1..<max(width, row + 1) {
          sides[first + row] -= matrix[row * width + right] * sides[first + right]
        }
        sides[first + row] /= matrix[row * width + row]
      }
    }
  }
}

/// Columns less their mean, over their deviation; those that do not vary stay 0.
private struct StandardScale {
  let means, scales: [Double]

  init(_ rows: [Float], width: Int) {
    let count = Double(rows.count / width)
    var (sums, squares) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    for place in rows.indices { sums[place % width] += Double(rows[place]) }
    let means = sums.map { $0 / count }
    for place in rows.indices {
      let difference = Double(rows[place]) - means[place % width]
      squares[place % width] += difference * difference
    }
    self.means = means
    scales = squares.map { $0 > 0 ? 1 / ($0 / count).squareRoot() : 0 }
  }

  func apply(_ rows: [Float]) -> [Float] {
    let width = means.count
    return rows.indices.map { Float((Double(rows[$0]) - means[$0 % width]) * scales[$0 % width]) }
  }
}
