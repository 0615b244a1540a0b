/// How long the program takes to be of use, measured by starting it.
public struct StartTimes: Codable, Hashable, Sendable {
  /// From its start until the prompt is on the screen.
  public var prompt: Pass
  /// From its start until a script has trained a little and written its loss curve.
  public var figure: Pass

  /// The times of starts.
  public init(prompt: Samples, figure: Samples) {
    self.prompt = Pass(prompt, operations: 0, peak: nil)
    self.figure = Pass(figure, operations: 0, peak: nil)
  }
}
