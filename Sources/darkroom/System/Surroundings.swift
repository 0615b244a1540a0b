import Datasets
import FoundationEssentials
import Training

/// What the program reads from the environment it was started in; the libraries are told, and never look themselves.
struct Surroundings {
  /// The variables of the environment.
  let environment = ProcessInfo.processInfo.environment

  /// Where data sets may lie: in the folder that `$DARKROOM_DATA` names, and in the cache, which is
  /// `$XDG_CACHE_HOME/darkroom` or else `~/.cache/darkroom`.
  var dataPlaces: DataPlaces {
    DataPlaces(
      dataFolder: environment["DARKROOM_DATA"].flatMap { $0.isEmpty ? nil : $0 }, cacheFolder: cacheFolder)
  }

  /// `$XDG_CACHE_HOME/darkroom`, or else `~/.cache/darkroom`; nil without a home.
  private var cacheFolder: String? {
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.cache" }
    return caches.map { $0 + "/darkroom" }
  }

  /// Where trainings are kept: in the folder that is chosen, in that of `$DARKROOM_STORE`, or in the cache; nil where
  /// `none` is chosen, or there is no home.
  func store(_ chosen: String?) -> TrainingStore? {
    let named = chosen ?? environment["DARKROOM_STORE"].flatMap { $0.isEmpty ? nil : $0 }
    guard named != "none" else { return nil }
    return (named ?? cacheFolder.map { $0 + "/trainings" }).map { TrainingStore(folder: $0) }
  }

  /// The folder that `~` stands for in the paths of scripts; nil without a home.
  var homeFolder: String? { environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } }

  /// Where the prompt keeps what was entered: `$XDG_STATE_HOME/darkroom/history`, or else
  /// `~/.local/state/darkroom/history`; nil without a home.
  var historyPath: String? {
    let states =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.local/state" }
    return states.map { $0 + "/darkroom/history" }
  }

  /// The script that is run before a prompt: `$XDG_CONFIG_HOME/darkroom/init.darkroom`, or else
  /// `~/.config/darkroom/init.darkroom`; nil without a home.
  var initialScriptPath: String? {
    let folder =
      environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.config" }
    return folder.map { $0 + "/darkroom/init.darkroom" }
  }

  /// The time that figures shall say they were made, in seconds since 1970: what `$SOURCE_DATE_EPOCH` says.
  ///
  /// Source: reproducible-builds.org, "SOURCE_DATE_EPOCH specification".
  var sourceDate: Int? { environment["SOURCE_DATE_EPOCH"].flatMap(Self.seconds) }

  /// What is wrong with a variable that the program goes by; nil where all is well.
  var problem: String? {
    guard let text = environment["SOURCE_DATE_EPOCH"], Self.seconds(text) == nil else { return nil }
    return "SOURCE_DATE_EPOCH is “\(text)”: expected the seconds since 1970, up to the year 9999, as digits alone"
  }

  private static func seconds(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(text) else {
      return nil
    }
    return seconds <= 253_402_300_799 ? seconds : nil
  }

  /// Whether colours may be used: not with `NO_COLOR` set, nor on a terminal that has none.
  var allowsColor: Bool { (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb" }

  /// Processors that this process may run on, and may keep busy.
  var processors: Int {
    let count = max(1, ProcessInfo.processInfo.activeProcessorCount)
    return min(count, ProcessorLimit().count ?? count)
  }
}
