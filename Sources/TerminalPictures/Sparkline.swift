#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A curve in one line of text.
public enum Sparkline {
  /// The heights of a column, from the lowest.
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Values as columns of eight heights, from the least to the greatest of them.
  ///
  /// Where there are more values than columns, a column is the mean of those that fall into it. A column without a number
  /// is a space; if all have the same, they stand in the middle. On a logarithmic scale what is not above zero has
  /// no height, and is a space too.
  public static func text(of values: [Double], columns: Int, isLogarithmic: Bool = false) -> String {
    let count = min(max(0, columns), values.count)
    let means = (0..<count).map { column -> Double in
      let range = column * values.count / count..<(column + 1) * values.count / count
      let numbers = values[range].filter(\.isFinite)
      let share = 1 / Double(numbers.count)
      let mean = numbers.reduce(0) { $0 + $1 * share }
      guard !numbers.isEmpty, !isLogarithmic || mean > 0 else { return .nan }
      return isLogarithmic ? log(mean) : mean
    }
    let heights = means.filter(\.isFinite)
    guard let least = heights.min(), let greatest = heights.max() else {
      return String(repeating: " ", count: count)
    }
    return String(
      means.map { mean -> Character in
        guard mean.isFinite else { return " " }
        guard greatest > least else { return blocks[3] }
        // Halved first, so that no difference is too large for a number.
        let share = (mean / 2 - least / 2) / (greatest / 2 - least / 2)
        // Numbers next to each other may have the same half.
        guard share.isFinite else { return blocks[3] }
        return blocks[max(0, min(7, Int(share * 8)))]
      })
  }
}
