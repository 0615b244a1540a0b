import Basics

/// How the trainings of a script fall to shares, as far as its check knows them.
public struct SharePlan {
  /// How many trainings fall to each share, in the order of the shares.
  public let counts: [Int]
  /// The seconds that those of each share take, without those whose time is not known.
  public let seconds: [Double]
  /// Trainings in groups that one share does, since they build on one another.
  public let groups: Int
  /// Trainings that have a group.
  public let grouped: Int
  /// Trainings of which only the run knows whether it comes to them, so that whoever comes there does them.
  public let unknown: Int

  /// Deals trainings to so many shares, at a speed in training operations a second.
  /// - Complexity: Linear in the trainings and the shares.
  public init(_ trainings: [ForeseenTraining], shares: Int, operationsPerSecond: Double) {
    precondition(shares >= 1, "There is a share.")
    var counts = [Int](repeating: 0, count: shares)
    var seconds = [Double](repeating: 0, count: shares)
    var numbers: Set<Int> = []
    for training in trainings {
      guard let number = training.number else { continue }
      numbers.insert(number)
      counts[(number - 1) % shares] += 1
      seconds[(number - 1) % shares] += training.seconds(operationsPerSecond: operationsPerSecond) ?? 0
    }
    (self.counts, self.seconds, groups) = (counts, seconds, numbers.count)
    grouped = counts.reduce(0, +)
    unknown = trainings.count - grouped
  }

  /// What there is to say of it, in lines: how many fall to a share and how long they take, and what goes together.
  public var lines: [String] {
    // How many fall to each is said of those that have something to do.
    let busy = counts.indices.filter { counts[$0] > 0 }
    let (many, times) = (busy.map { counts[$0] }, busy.map { seconds[$0] })
    let idle = counts.count - busy.count
    var lines: [String] = []
    if let least = many.min(), let most = many.max(), let shortest = times.min(), let longest = times.max() {
      let between = least + 1 == most ? "or" : "to"
      let each = (least == most ? "" : "\(countText(least)) \(between) ") + countText(most, "training") + " each"
      var time = ""
      if longest > 0 {
        let (from, to) = (clockText(shortest), clockText(longest))
        time = ", about \(from == to ? to : "\(from) to \(to)")"
      }
      let shares = (idle > 0 ? "\(countText(busy.count)) of " : "") + countText(counts.count, "share")
      lines.append("\(shares): \(each)\(time)")
    }
    if groups < grouped {
      lines.append(
        "\(countText(grouped, "training")) in \(countText(groups, "group")): what builds on a model, or on the random "
          + "numbers that a training leaves, goes to one share; `seed` before each model makes them independent")
    }
    if unknown > 0 {
      lines.append("\(countText(unknown, "training")) of which only the run knows whether it comes to them")
    }
    if idle > 0 { lines.append("\(countText(idle, "share")) with nothing to do") }
    return lines
  }
}
