import Datasets
import FoundationEssentials

/// What the program reads from the environment it was started in; the libraries are told, and never look themselves.
struct Surroundings {
  /// The variables of the environment.
  let environment = ProcessInfo.processInfo.environment

  /// Where data sets may lie: in the folder that `$DARKROOM_DATA` names, and in the cache, which is
  /// `$XDG_CACHE_HOME/darkroom` or else `~/.cache/darkroom`.
  var dataPlaces: DataPlaces {
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.cache" }
    return DataPlaces(
      dataFolder: environment["DARKROOM_DATA"].flatMap { $0.isEmpty ? nil : $0 },
      cacheFolder: caches.map { $0 + "/darkroom" })
  }

  /// Where the prompt keeps what was entered: `$XDG_STATE_HOME/darkroom/history`, or else
  /// `~/.local/state/darkroom/history`; nil without a home.
  var historyPath: String? {
    let states =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.local/state" }
    return states.map { $0 + "/darkroom/history" }
  }

  /// Whether colours may be used: not with `NO_COLOR` set, nor on a terminal that has none.
  var allowsColor: Bool { (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" }

  /// Processors that this process may run on.
  var processors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
