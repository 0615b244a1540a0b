#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process, told apart from every other that ever ran on this machine or another.
package struct ProcessIdentity: Hashable, Sendable {
  /// The machine's name on its network.
  package let host: String
  /// What numbers processes there: a machine since its last start, or a container on it.
  package let system: String
  /// The process's number.
  package let number: Int
  /// When it began, as the system counts; empty where the system does not tell.
  package let start: String

  /// A process that a file names.
  package init(host: String, system: String, number: Int, start: String) {
    self.host = host
    self.system = system
    self.number = number
    self.start = start
  }

  /// The process that this code runs in.
  package static var current: ProcessIdentity {
    let number = Int(getpid())
    return ProcessIdentity(
      host: hostName, system: systemName, number: number, start: startTime(of: number) ?? "")
  }

  /// Whether the process still runs; nil where only another machine knows.
  package var isRunning: Bool? {
    let here = ProcessIdentity.current
    guard host == here.host, system == here.system, let process = pid_t(exactly: number), process > 0 else {
      return nil
    }
    // One that may not be sent anything is there all the same.
    guard kill(process, 0) == 0 || errno == EPERM else { return false }
    return start.isEmpty || Self.startTime(of: number) == start
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The start of the system, and the space that its processes are numbered in.
  private static var systemName: String {
    var space = [CChar](repeating: 0, count: 64)
    let length = max(0, readlink("/proc/self/ns/pid", &space, space.count))
    let spaceName = String(decoding: space.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (firstLine("/proc/sys/kernel/random/boot_id") ?? "") + spaceName
  }

  /// The twenty-second field of a process's line, in ticks since the system began.
  ///
  /// Source: proc_pid_stat(5).
  private static func startTime(of number: Int) -> String? {
    // The second field, the program's name, may hold spaces and parentheses.
    guard let line = firstLine("/proc/\(number)/stat"), let name = line.lastIndex(of: ")") else { return nil }
    let fields = line[line.index(after: name)...].split(separator: " ")
    return fields.count > 19 ? String(fields[19]) : nil
  }

  private static func firstLine(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
