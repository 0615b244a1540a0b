import Basics

/// How much memory the program may use, from what the system says of itself.
package struct MemoryLimit {
  /// Gives the text of one of the system's files; nil where there is none.
  private let contents: (String) -> String?

  /// Reads the system's files.
  package init(contents: @escaping (String) -> String? = { try? FileContents.text(of: $0) }) {
    self.contents = contents
  }

  /// The smallest of the machine's memory, the control groups' limits and those of the process, in bytes; nil where none can
  /// be read.
  package var bytes: Int? { ([machine, ofProcess] + controlGroups).compactMap(\.self).min() }

  /// What a process whose addresses are limited (`ulimit -v`) may take beside what it has.
  private var ofProcess: Int? {
    guard
      let line = contents("/proc/self/limits")?.split(separator: "\n").first(where: {
        $0.hasPrefix("Max address space")
      }),
      let limit = line.dropFirst("Max address space".count).split(separator: " ").first.flatMap({ Int($0) })
    else { return nil }
    let used = kibibytes("VmSize:", in: "/proc/self/status") ?? 0
    // Stacks of threads and the allocator's arenas take addresses that nothing counts.
    return max(0, limit - used - (256 << 20))
  }

  /// The line `MemTotal: 24576000 kB` of /proc/meminfo.
  private var machine: Int? { kibibytes("MemTotal:", in: "/proc/meminfo") }

  /// The bytes that a line of a file gives as so many kB.
  private func kibibytes(_ name: String, in path: String) -> Int? {
    guard let line = contents(path)?.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }), kibibytes >= 0
    else { return nil }
    let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
    return overflow ? nil : bytes
  }

  /// The limits of the process's control group and of those above it, of either version.
  private var controlGroups: [Int?] {
    ControlGroups(contents: contents).folders(of: "memory").map { folder, isSecondVersion in
      limit("\(folder)/\(isSecondVersion ? "memory.max" : "memory.limit_in_bytes")")
    }
  }

  /// A number of bytes alone in a file; `max` means no limit.
  private func limit(_ path: String) -> Int? {
    contents(path).flatMap { Int($0.filter { !$0.isWhitespace }) }.flatMap { $0 >= 0 ? $0 : nil }
  }
}
