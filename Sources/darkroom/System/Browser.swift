import Basics
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The browser of whoever sits at the machine.
enum Browser {
  /// Opens a file in it; false where there is none, or nobody sits there.
  static func opens(_ path: String, environment: [String: String]) -> Bool {
    let hasScreen = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"].contains { name in
      environment[name].map { !$0.isEmpty } ?? false
    }
    guard hasScreen else { return false }
    let chosen = environment["BROWSER"].flatMap { $0.isEmpty ? nil : $0 }
    return [chosen, "xdg-open", "wslview"].compactMap(\.self).contains { run($0, path, environment) }
  }

  /// Starts a program that is looked for as a shell does; false where there is none, or it fails at once.
  private static func run(_ program: String, _ path: String, _ environment: [String: String]) -> Bool {
    var words: [UnsafeMutablePointer<CChar>?] = [strdup(program), strdup(path), nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + variables { free(word) } }
    var child = pid_t()
    guard posix_spawnp(&child, program, nil, nil, &words, &variables) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return false }
    }
    return status == 0
  }
}
