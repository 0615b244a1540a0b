import FoundationEssentials

/// How much memory the program may use, from what the system says of itself.
enum MemoryLimit {
  /// The smaller of the machine's memory and the control group's limit, in bytes; nil where neither can be read.
  static func bytes() -> Int? {
    [machine(), controlGroup("/sys/fs/cgroup/memory.max"), controlGroup(version1)].compactMap(\.self).min()
  }

  private static let version1 = "/sys/fs/cgroup/memory/memory.limit_in_bytes"

  /// The line `MemTotal: 24576000 kB` of /proc/meminfo.
  static func machine(_ text: String? = contents("/proc/meminfo")) -> Int? {
    guard let line = text?.split(separator: "\n").first(where: { $0.hasPrefix("MemTotal:") }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
    return overflow ? nil : bytes
  }

  /// A number of bytes alone in a file; `max` means no limit.
  private static func controlGroup(_ path: String) -> Int? {
    contents(path).flatMap { Int($0.filter { !$0.isWhitespace }) }
  }

  private static func contents(_ path: String) -> String? {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }
}
