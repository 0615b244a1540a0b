#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What made a figure: enough to make it again.
public struct Provenance: Hashable, Sendable {
  /// A parameter of a script and the value it had.
  public struct Parameter: Hashable, Sendable {
    /// The parameter's name.
    public let name: String
    /// Its value as text.
    public let value: String

    /// A parameter and its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The program and its version, such as `Darkroom 0.1.0`; nil where nobody said.
  public var program: String?
  /// The script's name without its folder; nil for what was typed.
  public var script: String?
  /// What the script says; nil unless that was to be kept.
  public var scriptText: String?
  /// The script's parameters in their order.
  public var parameters: [Parameter] = []
  /// What the random numbers started from, each time that some were drawn, in order.
  public var seeds: [UInt64] = []
  /// When it was made, in seconds since 1970 (UTC); nil for no time, so that the same script makes the same bytes.
  public var time: Int?

  /// Nothing is known.
  public init() {}

  /// The time as ISO 8601 writes it, `2026-11-24T14:47:56Z`; nil where there is none, or none that a calendar has.
  public var date: String? {
    guard let time else { return nil }
    var seconds = time_t(time)
    var parts = tm()
    // Four digits of a year are all that the formats have room for.
    guard gmtime_r(&seconds, &parts) != nil, (0...8099).contains(Int(parts.tm_year)) else { return nil }
    func digits(_ number: Int32, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let day = [digits(parts.tm_year + 1900, 4), digits(parts.tm_mon + 1, 2), digits(parts.tm_mday, 2)]
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits($0, 2) }
    return day.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
  }
}
