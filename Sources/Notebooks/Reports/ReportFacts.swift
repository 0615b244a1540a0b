/// What a report says of how it came about; no date, so that the same script gives the same bytes.
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
