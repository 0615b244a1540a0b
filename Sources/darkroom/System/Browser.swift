/// The browser of whoever sits at the machine.
enum Browser {
  /// Opens a file in it; false where there is none, or nobody sits there.
  static func opens(_ path: String, environment: [String: String]) -> Bool {
    let hasScreen = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "BROWSER"].contains { name in
      environment[name].map { !$0.isEmpty } ?? false
    }
    guard hasScreen else { return false }
    let chosen = environment["BROWSER"].flatMap { $0.isEmpty ? nil : $0 }
    return [chosen, "xdg-open", "wslview"].compactMap(\.self).contains { program in
      (try? ChildProgram(program, words: [program, path]).finish()) == 0
    }
  }
}
