import Testing
import darkroom

/// The memory that the program may use, from what a system's files may say.
@Suite struct MemoryLimitTests {
  private func bytes(_ files: [String: String]) -> Int? { MemoryLimit { files[$0] }.bytes }

  static let machine = ["/proc/meminfo": "MemFree:  17 kB\nMemTotal:       2048 kB\nMemAvailable: 5 kB\n"]

  private func onMachine(_ files: [String: String]) -> Int? { bytes(Self.machine.merging(files) { $1 }) }

  @Test func withoutControlGroupsItIsTheMachines() {
    #expect(bytes(Self.machine) == 2_097_152)
    #expect(onMachine(["/sys/fs/cgroup/memory.max": "max\n"]) == 2_097_152)
  }

  @Test func aControlGroupsLimitCountsWhereItIsSmaller() {
    #expect(onMachine(["/sys/fs/cgroup/memory.max": "1000000\n"]) == 1_000_000)
    #expect(onMachine(["/sys/fs/cgroup/memory.max": "3000000\n"]) == 2_097_152)
    #expect(bytes(["/sys/fs/cgroup/memory.max": "3000000\n"]) == 3_000_000)
  }

  @Test func whatTheProcessMayAddressCountsBesideWhatItHas() {
    let limits = "Limit                     Soft Limit           Hard Limit           Units\nMax address space  "
    let status = ["/proc/self/status": "VmPeak: 9 kB\nVmSize:\t  1024 kB\n"]
    #expect(
      onMachine(status.merging(["/proc/self/limits": limits + "  270532608  unlimited bytes"]) { $1 }) == 1_048_576)
    #expect(onMachine(status.merging(["/proc/self/limits": limits + "  1000000  unlimited bytes"]) { $1 }) == 0)
    #expect(
      onMachine(status.merging(["/proc/self/limits": limits + "  unlimited  unlimited bytes"]) { $1 }) == 2_097_152)
  }

  @Test func theGroupsAboveCountToo() {
    let nested = [
      "/proc/self/cgroup": "0::/user.slice/lesson.scope\n", "/sys/fs/cgroup/user.slice/memory.max": "900000\n",
      "/sys/fs/cgroup/user.slice/lesson.scope/memory.max": "max\n",
    ]
    #expect(onMachine(nested) == 900_000)
    #expect(
      onMachine(nested.merging(["/sys/fs/cgroup/user.slice/lesson.scope/memory.max": "800000"]) { $1 }) == 800_000)
  }

  @Test func theFirstVersionHasPlacesOfItsOwn() {
    let lines = "5:cpu,cpuacct:/a\n4:memory:/docker/b:c\n1:name=systemd:/a\n"
    let files = ["/proc/self/cgroup": lines, "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n"]
    #expect(onMachine(files) == 2_097_152)
    let own = "/sys/fs/cgroup/memory/docker/b:c/memory.limit_in_bytes"
    #expect(onMachine(files.merging([own: "700000\n"]) { $1 }) == 700_000)
  }

  @Test func whatCannotBeReadIsNoLimit() {
    #expect(bytes([:]) == nil)
    for text in ["", "MemTotal:", "MemTotal: many kB", "MemTotal: -5 kB", "MemTotal: 99999999999999999 kB"] {
      #expect(bytes(["/proc/meminfo": text]) == nil, "\(text)")
    }
    for text in ["", "-1", "1e6", "99999999999999999999", "\u{FFFD}"] {
      #expect(onMachine(["/sys/fs/cgroup/memory.max": text]) == 2_097_152, "\(text)")
    }
    for text in ["", "\n\n", "0", ":::", "0:memory", "0::"] {
      #expect(onMachine(["/proc/self/cgroup": text]) == 2_097_152, "\(text)")
    }
  }

  @Test func thisSystemSaysSomething() throws {
    #expect(try #require(MemoryLimit().bytes) > 1 << 26)
  }
}
