import Testing
import darkroom

/// The processors that the program may keep busy, from what a system's files may say.
@Suite struct ProcessorLimitTests {
  private func count(_ files: [String: String]) -> Int? { ProcessorLimit { files[$0] }.count }

  @Test(
    "A container's share of the processors, rounded up",
    arguments: [
      ("200000 100000\n", 2), ("150000 100000\n", 2), ("100000 100000\n", 1), ("5000 100000\n", 1),
      ("1 9223372036854775807", 1), ("9223372036854775807 1", 9_223_372_036_854_775_807),
      ("max 100000\n", nil), ("", nil), ("200000", nil), ("-1 100000", nil), ("0 100000", nil), ("200000 0", nil),
      ("2e5 100000", nil), ("1 2 3", nil),
    ] as [(String, Int?)])
  func share(text: String, processors: Int?) {
    #expect(count(["/sys/fs/cgroup/cpu.max": text]) == processors)
  }

  @Test("The groups above count too")
  func nested() {
    let files = [
      "/proc/self/cgroup": "0::/hub/student-7\n", "/sys/fs/cgroup/hub/cpu.max": "800000 100000",
      "/sys/fs/cgroup/hub/student-7/cpu.max": "max 100000",
    ]
    #expect(count(files) == 8)
    #expect(count(files.merging(["/sys/fs/cgroup/hub/student-7/cpu.max": "200000 100000"]) { $1 }) == 2)
  }

  @Test("The first version has places of its own")
  func firstVersion() {
    var files = [
      "/proc/self/cgroup": "5:cpu,cpuacct:/a\n4:memory:/b\n", "/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us": "300000\n",
      "/sys/fs/cgroup/cpu/a/cpu.cfs_period_us": "100000\n",
    ]
    #expect(count(files) == 3)
    files["/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us"] = "-1\n"
    #expect(count(files) == nil)
  }
}
