import Basics

/// How many processors the program may keep busy, from what the system says of itself.
package struct ProcessorLimit {
  /// Gives the text of one of the system's files; nil where there is none.
  private let contents: (String) -> String?

  /// Reads the system's files.
  package init(contents: @escaping (String) -> String? = { try? FileContents.text(of: $0) }) {
    self.contents = contents
  }

  /// The fewest that the control groups let it keep busy all the time, a part of one counted as one; nil where they set no
  /// limit. More threads than that would wait for each other.
  package var count: Int? {
    ControlGroups(contents: contents).folders(of: "cpu").compactMap { folder, isSecondVersion in
      let texts =
        isSecondVersion
        ? (contents(folder + "/cpu.max") ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        : ["cpu.cfs_quota_us", "cpu.cfs_period_us"].compactMap { contents(folder + "/" + $0) }
      // The microseconds it may run for in so many; `max` and −1 mean all.
      let times = texts.map { Int($0.filter { !$0.isWhitespace }) }
      guard times.count == 2, let quota = times[0], let period = times[1], quota > 0, period > 0 else { return nil }
      return (quota - 1) / period + 1
    }.min()
  }
}
