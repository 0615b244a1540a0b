import FoundationEssentials

/// What the program reads from the environment it was started in; the libraries are told, and never look themselves.
struct Surroundings {
  private let environment = ProcessInfo.processInfo.environment

  /// The folder or archive that `$DARKROOM_DATA` names, if it names one.
  var dataPath: String? { environment["DARKROOM_DATA"].flatMap { $0.isEmpty ? nil : $0 } }

  /// Where downloads are kept: `$XDG_CACHE_HOME/darkroom`, or else `~/.cache/darkroom`.
  var cacheFolder: String {
    if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder + "/darkroom" }
    return (environment["HOME"] ?? ".") + "/.cache/darkroom"
  }

  /// Whether colours may be used: not with `NO_COLOR` set, nor on a terminal that has none.
  var allowsColor: Bool { (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" }

  /// Processors that this process may run on.
  var processors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
