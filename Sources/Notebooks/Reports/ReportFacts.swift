/// What a report says of how it came about; no time of the run, so that the same script gives the same bytes.
public struct ReportFacts: Hashable, Sendable {
  /// A param of the script, with the value it had.
  public struct Parameter: Hashable, Sendable {
    /// The param's name.
    public var name: String
    /// Its value, as the script would write it.
    public var value: String

    /// Makes a parameter.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How the run ended before its end.
  public enum Ending: String, Hashable, Sendable {
    /// A statement failed.
    case failed
    /// Somebody stopped it.
    case interrupted

    /// What a report says of it.
    var sentence: String {
      switch self {
      case .failed: "The run ended with an error; what comes after it did not run."
      case .interrupted: "The run was interrupted; cells after that did not run."
      }
    }
  }

  /// The report's title; the heading that a notebook begins with comes before it.
  public var title: String
  /// The script's name, such as `lesson.darkroom`.
  public var script: String
  /// What ran it, such as `Darkroom 1.0.0`.
  public var version: String
  /// Where the session's random numbers started.
  public var seed: UInt64?
  /// The script's params, in order.
  public var parameters: [Parameter]

  /// Who wrote it, and when, in the place of what the notebook says; nobody and nil to go by the notebook.
  public var authors: [String] = []
  /// When it was written, in any form; ``today`` where it says `today`.
  public var date: String?
  /// The day's date; nil where nobody knows.
  public var today: String?
  /// How the run ended before its end; nil where it came to its end.
  public var ending: Ending?

  /// Collects facts.
  public init(title: String, script: String, version: String, seed: UInt64? = nil, parameters: [Parameter] = []) {
    self.title = title
    self.script = script
    self.version = version
    self.seed = seed
    self.parameters = parameters
  }

  /// Where it came from, in the order in which it is said.
  var origin: [String] { [script, version].filter { !$0.isEmpty } + (seed.map { ["seed \($0)"] } ?? []) }
}
