import Basics

/// Numbers of weights as a drawing writes them.
enum ParameterText {
  /// What stands below a drawing of `stages`: the weights of each part, and in all.
  static func footer(_ stages: [NetworkStage]) -> String {
    let total = countText(sum(stages))
    let encoder = stages.filter { [.encoder, .bottleneck].contains($0.part) }
    let decoder = stages.filter { $0.part == .decoder }
    guard !encoder.isEmpty, !decoder.isEmpty else { return "\(total) parameters" }
    return "\(total) parameters: \(countText(sum(encoder))) in the encoder, \(countText(sum(decoder))) in the decoder"
  }

  private static func sum(_ stages: [NetworkStage]) -> Int {
    stages.reduce(0) { $0.plusSaturating($1.parameterCount) }
  }
}
