public import Basics
public import TensorMath

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A distribution that is fitted to codes, from which others can be drawn: a Gaussian, or a mixture of several.
///
/// Codes are turned to their principal directions and scaled there to a variance of 1. One Gaussian then has the codes' mean
/// and their whole covariance. A mixture has a weight, a mean and, along each of these directions, a variance for each of its
/// members (diagonal covariances), fitted by expectation and maximisation (Dempster, Laird and Rubin 1977) from a start by
/// k-means++ (Arthur and Vassilvitskii 2007); no variance falls below 10⁻³ of the whole.
public struct CodeDistribution: Sendable {
  /// Where the directions come from.
  private let components: PrincipalComponents
  private let deviations: [Float]
  /// What each member has of the whole.
  public let weights: [Double]
  /// `[members, directions]`.
  private let means, variances: [Double]
  /// The mean logarithm of the density of the codes along the directions, scaled.
  public let logLikelihood: Double

  private static let (rounds, least) = (100, 1e-3)

  /// Fits so many members to codes, `[n, width]`.
  ///
  /// - Parameters:
  ///   - members: At most n; 1 is a Gaussian, for which nothing is drawn.
  ///   - generator: Draws the first means.
  /// - Throws: ``Interrupted``, and ``PrincipalComponents/NotFinite``.
  /// - Complexity: O(n · members · width) a round, of which there are a hundred at most.
  public init(
    members: Int, of codes: [Float], width: Int, generator: inout RandomGenerator, compute: ComputeContext,
    unless stop: StopFlag
  ) throws {
    let count = codes.count / width
    precondition(members >= 1 && members <= count, "There are no more members than codes.")
    let all = try PrincipalComponents.fit(
      codes, width: width, components: min(width, count), compute: compute, unless: stop)
    // Directions in which the codes do not vary are left out.
    let kept = all.variances.prefix { $0 > 1e-10 * all.variances[0] && $0 > 0 }.count
    components = all.first(max(1, kept))
    deviations = components.variances.map { Float($0.squareRoot()) }
    let size = components.latent
    guard members > 1, kept > 0 else {
      (weights, means, variances) = (
        [1], [Double](repeating: 0, count: size), [Double](repeating: 1, count: size)
      )
      logLikelihood = -0.5 * Double(size) * (log(2 * Double.pi) + 1)
      return
    }
    let encoded = try components.encode(codes, compute: compute, unless: stop)
    let scales = deviations
    let points = encoded.indices.map { Double(encoded[$0] / scales[$0 % size]) }
    var mixture = Mixture(
      means: try Self.firstMeans(members, of: points, size: size, generator: &generator, stop), size: size,
      members: members)
    var likelihood = -Double.infinity
    for _ in 0..<Self.rounds {
      try stop.check()
      let next = mixture.improve(points, least: Self.least, compute)
      let gained = next - likelihood
      likelihood = next
      if gained < 1e-3 { break }
    }
    (weights, means, variances, logLikelihood) = (mixture.weights, mixture.means, mixture.variances, likelihood)
  }

  /// Draws codes, `[count, width]`: a number from 0 to 1 for each that says which member it is of, where there are several,
  /// and then normal numbers for all together.
  public func sample(
    _ count: Int, generator: inout RandomGenerator, compute: ComputeContext, unless stop: StopFlag
  ) throws(Interrupted) -> [Float] {
    let size = components.latent
    let members = (0..<count).map { _ -> Int in
      guard weights.count > 1 else { return 0 }
      var left = generator.double()
      for (member, weight) in weights.enumerated() {
        left -= weight
        if left < 0 { return member }
      }
      return weights.count - 1
    }
    var numbers = generator.normals(count * size)
    for place in numbers.indices {
      let (row, column) = (place / size, place % size)
      let of = members[row] * size + column
      numbers[place] =
        (Float(means[of]) + Float(variances[of].squareRoot()) * numbers[place]) * deviations[column]
    }
    return try components.decode(numbers, compute: compute, unless: stop)
  }

  /// Points far from each other: the first at random, each other with a probability that grows as the square of its distance
  /// from the nearest that there is.
  private static func firstMeans(
    _ members: Int, of points: [Double], size: Int, generator: inout RandomGenerator, _ stop: StopFlag
  ) throws(Interrupted) -> [Double] {
    let count = points.count / size
    var means: [Double] = []
    var distances = [Double](repeating: .infinity, count: count)
    var chosen = min(count - 1, Int(generator.double() * Double(count)))
    for _ in 0..<members {
      try stop.check()
      means += points[chosen * size..<(chosen + 1) * size]
      for point in 0..<count {
        var distance = 0.0
        for column in 0..<size {
          let difference = points[point * size + column] - points[chosen * size + column]
          distance += difference * difference
        }
        distances[point] = min(distances[point], distance)
      }
      var left = generator.double() * distances.reduce(0, +)
      chosen = count - 1
      for point in 0..<count {
        left -= distances[point]
        if left < 0 {
          chosen = point
          break
        }
      }
    }
    return means
  }
}

/// Gaussians with a variance along each axis.
private struct Mixture {
  var weights: [Double]
  var means: [Double]
  var variances: [Double]
  let size: Int

  init(means: [Double], size: Int, members: Int) {
    self.means = means
    self.size = size
    weights = [Double](repeating: 1 / Double(members), count: members)
    variances = [Double](repeating: 1, count: means.count)
  }

  private static let stretch = 512

  /// One round: which member each point is of, and then the members of their points. The mean logarithm of the density
  /// before it.
  mutating func improve(_ points: [Double], least: Double, _ compute: ComputeContext) -> Double {
    let (size, members, count) = (size, weights.count, points.count / size)
    let tasks = (count + Self.stretch - 1) / Self.stretch
    // Of each stretch of points: the logarithm, and of each member its weight and the sums of numbers and squares.
    let room = 1 + members * (1 + 2 * size)
    var sums = [Double](repeating: 0, count: tasks * room)
    let (weights, means, variances) = (weights, means, variances)
    let constants = (0..<members).map { member in
      log(max(weights[member], .leastNormalMagnitude)) - 0.5
        * (0..<size).reduce(0.0) { $0 + log(2 * Double.pi * variances[member * size + $1]) }
    }
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums
      compute.run(tasks) { task in
        var shares = [Double](repeating: 0, count: members)
        let own = task * room
        for point in task * Self.stretch..<min(count, (task + 1) * Self.stretch) {
          for member in 0..<members {
            var distance = 0.0
            for column in 0..<size {
              let difference = points[point * size + column] - means[member * size + column]
              distance += difference * difference / variances[member * size + column]
            }
            shares[member] = constants[member] - distance / 2
          }
          let largest = shares.max() ?? 0
          let sum = shares.reduce(0) { $0 + exp($1 - largest) }
          sums[own] += largest + log(sum)
          for member in 0..<members {
            let share = exp(shares[member] - largest) / sum
            let place = own + 1 + member * (1 + 2 * size)
            sums[place] += share
            guard share > 1e-12 else { continue }
            for column in 0..<size {
              let number = points[point * size + column]
              sums[place + 1 + column] += share * number
              sums[place + 1 + size + column] += share * number * number
            }
          }
        }
      }
    }
    var all = [Double](repeating: 0, count: room)
    for place in sums.indices { all[place % room] += sums[place] }
    for member in 0..<members {
      let place = 1 + member * (1 + 2 * size)
      let weight = max(all[place], 1e-9)
      self.weights[member] = all[place] / Double(count)
      for column in 0..<size {
        let mean = all[place + 1 + column] / weight
        self.means[member * size + column] = mean
        self.variances[member * size + column] = max(least, all[place + 1 + size + column] / weight - mean * mean)
      }
    }
    return all[0] / Double(count)
  }
}
