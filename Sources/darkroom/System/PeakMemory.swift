import Basics
import Benchmarks
import CPlatform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The most memory that this process has had resident, as the kernel counts it.
///
/// That is `VmHWM` of /proc/self/status, and not `ru_maxrss`: the latter starts with what the program was that started
/// this one.
enum PeakMemory {
  /// The gauge that the benchmarks look at.
  static var gauge: MemoryGauge { MemoryGauge(reset: { reset() }, peak: { bytes() }) }

  /// The peak in bytes, from the line `VmHWM: 12345 kB`; nil where it cannot be read.
  static func bytes() -> Int? {
    guard let status = try? FileContents.text(of: "/proc/self/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return kibibytes * 1024
  }

  /// Gives back what was freed, and begins the count anew; where the kernel refuses, the count goes on from the start.
  private static func reset() {
    platform_release_memory()
    let file = open("/proc/self/clear_refs", O_WRONLY)
    guard file >= 0 else { return }
    defer { close(file) }
    // 5 stands for the peak alone.
    _ = Glibc.write(file, "5", 1)
  }
}
